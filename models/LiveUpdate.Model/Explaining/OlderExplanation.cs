using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers where kernels before 7.2 differ (LUO-OLD-01 to LUO-OLD-11).</summary>
internal static class OlderExplanation
{
    private const int LongestName = 63;

    public static ClauseId? Of(Difference difference, Operation op)
    {
        switch (op)
        {
            case CreateSession create:
                return Create(difference, create.Device, create.Name);
            case RetrieveSession retrieve:
                return Retrieve(difference, retrieve.Name);
            case GetName get:
                return Name(difference, get.Session);
            case FinishSession finish:
                return Finish(difference, finish.Session, finish.Reserved);
            case RetrieveFd retrieve:
                return OtherKind(difference, retrieve.Session, isForIncoming: true)
                    ?? AskedAgain(difference.State, retrieve.Session, retrieve.Token);
            case PreserveFd preserve:
                return Preserve(difference, preserve.Session, preserve.File);
            case Ioctl ioctl:
                return Raw(difference, ioctl);
            case AddSeals add:
                return OfFile(difference, add.Target, ofSeals: true);
            case GetSeals get:
                return OfFile(difference, get.Target, ofSeals: true);
            case Stat stat:
                return OfFile(difference, stat.Target, ofSeals: false);
            case ReadFile read:
                return OfFile(difference, read.Target, ofSeals: false);
            default:
                return null;
        }
    }

    private static ClauseId? Raw(Difference difference, Ioctl op) =>
        op.Command switch
        {
            IoctlFrame.CreateSession => Create(difference, op.Target, IoctlFrame.Name(op)),
            IoctlFrame.RetrieveSession => Retrieve(difference, IoctlFrame.Name(op)),
            IoctlFrame.PreserveFd => Preserve(difference, op.Target, op.File),
            IoctlFrame.RetrieveFd => OtherKind(difference, op.Target, isForIncoming: true),
            IoctlFrame.Finish => Finish(difference, op.Target, op.File.IsNone ? IoctlFrame.Value(op) : 1),
            _ when (op.Command & 0xff) == 0x43 => Name(difference, op.Target),
            _ => null,
        };

    private static ClauseId? Create(Difference difference, Handle device, ByteString field)
    {
        ModelState state = difference.State;
        if (!difference.IsCallee(device, OpenFileKind.Device))
        {
            return null;
        }

        int length = field.UpToNul().Length;
        if (difference.Wanted.Errno == Errno.ENOMEM && state.Has(Differences.SessionsBounded))
        {
            return Clauses.LuoOld06;
        }

        if (length > LongestName && state.Has(Differences.LongNamesCut))
        {
            return Clauses.LuoOld02;
        }

        return length == 0 && state.Has(Differences.EmptyNames) ? Clauses.LuoOld01 : null;
    }

    private static ClauseId? Retrieve(Difference difference, ByteString field) =>
        difference.Failed && field.UpToNul().Length == 0 && difference.State.Has(Differences.EmptyNames)
            ? Clauses.LuoOld01
            : null;

    private static ClauseId? Name(Difference difference, Handle session) =>
        difference.State.Has(Differences.NoGetName)
        && difference.IsCallee(session, OpenFileKind.Session)
        && difference.Wanted.Errno == Errno.EINVAL
            ? Clauses.LuoOld03
            : null;

    private static ClauseId? Finish(Difference difference, Handle session, ulong reserved)
    {
        if (OtherKind(difference, session, isForIncoming: true) is { } kind)
        {
            return kind;
        }

        bool isIgnored = reserved != 0 && difference.Failed && difference.State.Has(Differences.FinishReservedIgnored);
        return isIgnored ? Clauses.LuoOld04 : null;
    }

    private static ClauseId? OtherKind(Difference difference, Handle handle, bool isForIncoming) =>
        difference.State.Has(Differences.KindsUnchecked)
        && difference.IsCallee(handle, OpenFileKind.Session)
        && difference.State.SessionOf(handle) is { } session
        && session.IsIncoming != isForIncoming
            ? Clauses.LuoOld05
            : null;

    /// <summary>A file whose retrieve failed before, and of which nobody should know that.</summary>
    private static ClauseId? AskedAgain(ModelState state, Handle handle, ulong token) =>
        state.SessionOf(handle) is { } session
        && Array.Find(session.FileArray, file => file.Token == token) is { Handled.WasRefused: true }
            ? Clauses.LuoOld11
            : null;

    private static ClauseId? Preserve(Difference difference, Handle session, Handle file)
    {
        if (OtherKind(difference, session, isForIncoming: false) is { } kind)
        {
            return kind;
        }

        ModelState state = difference.State;
        if (difference.Wanted.Errno == Errno.ENOSPC && state.Has(Differences.FilesBounded))
        {
            return Clauses.LuoOld07;
        }

        if (state.MemoryFileOf(file) is not { } memory || !difference.Failed)
        {
            return null;
        }

        if (difference.Got.Errno == Errno.EFBIG && state.Has(Differences.PageCountWraps))
        {
            return Clauses.LuoOld10;
        }

        bool isTaken = difference.Got.Errno == Errno.EBUSY && memory.OwnerSessionId != 0;
        return isTaken && state.Has(Differences.PreservedAgain) ? Clauses.LuoOld08 : null;
    }

    private static ClauseId? OfFile(Difference difference, Handle handle, bool ofSeals)
    {
        if (difference.State.MemoryFileOf(handle) is not { IsRetrieved: true } file)
        {
            return null;
        }

        if (ofSeals)
        {
            return difference.State.Has(Differences.SealsDropped) ? Clauses.LuoOld09 : null;
        }

        const ulong MostBytes = MemoryLimits.MaxPreservedPages << 12;
        return file.Size > MostBytes && difference.State.Has(Differences.PageCountWraps) ? Clauses.LuoOld10 : null;
    }
}
