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

    /// <summary>
    /// A session that has died although something still refers to it, whatever was asked of it; none when there is no sign
    /// of that, or nothing has happened that a session must outlive.
    /// </summary>
    public ClauseId OfDeadSession(Operation op)
    {
        if (!SpeaksOfAbsence || Got.Errno == Wanted.Errno)
        {
            return ClauseId.None;
        }

        Handle callee = op switch
        {
            // The error may speak of the file.
            PreserveFd preserve when State.OpenFileOf(preserve.File) is not { PathOnly: false } => Handle.None,
            Ioctl { File.IsNone: true, Command: IoctlFrame.PreserveFd } => Handle.None,
            Ioctl ioctl when !ioctl.File.IsNone && State.OpenFileOf(ioctl.File) is not { PathOnly: false } =>
                Handle.None,
            PreserveFd preserve => preserve.Session,
            RetrieveFd retrieve => retrieve.Session,
            FinishSession finish => finish.Session,
            GetName name => name.Session,
            CreateSession create => create.Device,
            RetrieveSession retrieve => retrieve.Device,
            Ioctl ioctl => ioctl.Target,
            Close close => close.Target,
            Dup dup => dup.Target,
            GetFlags flags => flags.Target,
            Readlink link => link.Target,
            _ => Handle.None,
        };
        return State.SessionOf(callee) is { } session ? OfOutlived(session) : ClauseId.None;
    }

    /// <summary>What a session that seems to have ended should have outlived; none when nothing is known.</summary>
    public static ClauseId OfOutlived(ModelSession session)
    {
        if (session.Premises.Has(SessionPremises.CopyClosed))
        {
            return Clauses.LuoSess10;
        }

        return session.Premises.Has(SessionPremises.DeviceClosed) ? Clauses.LuoDev03 : ClauseId.None;
    }

    /// <summary>What the session that owns a file should have outlived; none when nothing is known.</summary>
    public ClauseId OfOwner(MemoryFile file) =>
        State.Session(file.OwnerSessionId) is { } owner ? OfOutlived(owner) : ClauseId.None;

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

    /// <summary>Whether the error is one of a thing that is gone.</summary>
    private bool SpeaksOfAbsence => SpeaksOfDeath && Got.Errno is not (Errno.EBUSY or Errno.EAGAIN or Errno.EINTR);

    /// <summary>A session that has died although something still refers to it, or a device that took it along.</summary>
    private ClauseId OfReference(OpenFile open)
    {
        if (
            SpeaksOfAbsence
            && State.Session(open.SessionId) is { } session
            && OfOutlived(session) is var outlived
            && outlived != ClauseId.None
        )
        {
            return outlived;
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

        if (State.Premises.Has(StatePremises.RebootFailed))
        {
            return Clauses.LuoReboot03;
        }

        return State.Premises.Has(StatePremises.RebootRefused) ? Clauses.LuoReboot01 : ClauseId.None;
    }
}
