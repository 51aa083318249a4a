using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What was wanted and what came, in a state.</summary>
internal readonly record struct Difference(ModelState State, Outcome Wanted, Outcome Got)
{
    /// <summary>Whether an error came where success was due.</summary>
    public bool Failed => Wanted.IsOk && !Got.IsOk;

    /// <summary>Whether success came where a refusal was due.</summary>
    public bool Succeeded => !Wanted.IsOk && Got.IsOk;

    /// <summary>Whether a field of the answer is not the one wanted.</summary>
    public bool Differs(Field field) =>
        Wanted.TryGet(field, out FieldValue wanted) && (!Got.TryGet(field, out FieldValue got) || got != wanted);

    /// <summary>
    /// A LUO call on the wrong object or on a session whose reference is in doubt, whatever the command; none when the call
    /// itself is to blame.
    /// </summary>
    public ClauseId OfCallee(Handle handle, OpenFileKind kind)
    {
        OpenFile? open = State.OpenFileOf(handle);
        if (open is null || open.PathOnly || open.Kind is not (OpenFileKind.Device or OpenFileKind.Session))
        {
            // LUO-IOC-10 is judged under the clause of the command that was given.
            return kind == OpenFileKind.Device ? Clauses.LuoIoc01 : Clauses.LuoIoc02;
        }

        if (open.Kind != kind)
        {
            return open.Kind == OpenFileKind.Device ? Clauses.LuoIoc01 : Clauses.LuoIoc02;
        }

        return Failed ? OfReference(open) : ClauseId.None;
    }

    /// <summary>
    /// What a boot that should have happened, or should not, has left behind: handles that are still bound, and calls that fail
    /// in another way than they should.
    /// </summary>
    public ClauseId? OfBoot(Operation op)
    {
        if (Got.Errno == Errno.EALREADY)
        {
            return State.BootNumber > 0 ? Clauses.LuoReboot01 : ClauseId.None;
        }

        bool isCall =
            op.Verb
            is Verb.CreateSession
                or Verb.RetrieveSession
                or Verb.PreserveFd
                or Verb.RetrieveFd
                or Verb.Finish
                or Verb.GetName
                or Verb.Ioctl;
        return
            isCall && SpeaksOfDeath && Got.Errno != Wanted.Errno && OfReboots() is var clause && clause != ClauseId.None
            ? clause
            : null;
    }

    /// <summary>Whether the call was made on an open file of that kind.</summary>
    public bool IsCallee(Handle handle, OpenFileKind kind) =>
        State.OpenFileOf(handle) is { PathOnly: false } open && open.Kind == kind;

    /// <summary>Whether the error is one of a thing that is gone or locked, and not one of what the call asks for.</summary>
    private bool SpeaksOfDeath =>
        Got.Errno
            is Errno.EBADF
                or Errno.ENOTTY
                or Errno.EIO
                or Errno.ENODEV
                or Errno.ENXIO
                or Errno.ESTALE
                or Errno.EBUSY
                or Errno.EAGAIN
                or Errno.EINTR;

    /// <summary>A session that has died although something still refers to it, or a device that took it along.</summary>
    private ClauseId OfReference(OpenFile open)
    {
        bool gone = SpeaksOfDeath && Got.Errno is not (Errno.EBUSY or Errno.EAGAIN or Errno.EINTR);
        if (State.Session(open.SessionId) is not { } session)
        {
            return SpeaksOfDeath ? OfReboots() : ClauseId.None;
        }

        if (gone && session.Premises.Has(SessionPremises.CopyClosed))
        {
            return Clauses.LuoSess10;
        }

        bool deviceWasClosed = !State.IsDeviceBusy || State.Premises.Has(StatePremises.DeviceClosedBefore);
        if (gone && deviceWasClosed)
        {
            return Clauses.LuoDev03;
        }

        return SpeaksOfDeath ? OfReboots() : ClauseId.None;
    }

    /// <summary>A reboot that did not happen and yet left something behind; none when there was no such reboot.</summary>
    public ClauseId OfReboots()
    {
        if (State.Premises.Has(StatePremises.RebootCameBack))
        {
            return Clauses.LuoReboot05;
        }

        return State.Premises.Has(StatePremises.RebootRefused) ? Clauses.LuoReboot01 : ClauseId.None;
    }
}
