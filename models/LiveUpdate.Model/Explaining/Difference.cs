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
        if (open is null || open.PathOnly)
        {
            return ClauseId.None;
        }

        if (open.Kind != kind)
        {
            return open.Kind switch
            {
                OpenFileKind.Device => Clauses.LuoIoc01,
                OpenFileKind.Session => Clauses.LuoIoc02,
                _ => kind == OpenFileKind.Device ? Clauses.LuoIoc01 : Clauses.LuoIoc02,
            };
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
        bool otherError = !Got.IsOk && Got.Errno != Wanted.Errno;
        return isCall && otherError && OfReboots() is var clause && clause != ClauseId.None ? clause : null;
    }

    /// <summary>Whether the call was made on an open file of that kind.</summary>
    public bool IsCallee(Handle handle, OpenFileKind kind) =>
        State.OpenFileOf(handle) is { PathOnly: false } open && open.Kind == kind;

    /// <summary>A session that has died although something still refers to it, or a device that took it along.</summary>
    private ClauseId OfReference(OpenFile open)
    {
        bool gone =
            Got.Errno is Errno.EBADF or Errno.ENOTTY or Errno.EIO or Errno.ENODEV or Errno.ENXIO or Errno.ESTALE;
        if (State.Session(open.SessionId) is not { } session)
        {
            return OfReboots();
        }

        if (gone && session.Premises.Has(SessionPremises.CopyClosed))
        {
            return Clauses.LuoSess10;
        }

        if (!State.IsDeviceBusy && gone)
        {
            return Clauses.LuoDev03;
        }

        return OfReboots();
    }

    private ClauseId OfReboots()
    {
        if (State.Premises.Has(StatePremises.RebootCameBack))
        {
            return Clauses.LuoReboot05;
        }

        return State.Premises.Has(StatePremises.RebootRefused) ? Clauses.LuoReboot01 : ClauseId.None;
    }
}
