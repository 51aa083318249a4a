using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers to raw ioctls: the frame first, then the command.</summary>
internal static class RawExplanation
{
    public static ClauseId Of(Difference difference, Ioctl op)
    {
        if (difference.State.OpenFileOf(op.Target) is { PathOnly: false, Kind: > OpenFileKind.Session })
        {
            return Clauses.LuoIoc01;
        }

        if (
            difference.State.OpenFileOf(op.Target)
            is not { PathOnly: false, Kind: OpenFileKind.Device or OpenFileKind.Session } open
        )
        {
            return ClauseId.None;
        }

        ModelSession? session = difference.State.Session(open.SessionId);
        IoctlFrame frame = IoctlFrame.Check(op, session, difference.State.Differences);
        bool sameError = !difference.Got.IsOk && difference.Got.Errno == difference.Wanted.Errno;
        if (sameError)
        {
            // Only the argument can be what differs.
            return Clauses.LuoIoc04;
        }

        if (frame.IsWrongKind)
        {
            return difference.Succeeded ? Clauses.LuoSess08 : Clauses.LuoIoc02;
        }

        if (frame.Errno != Errno.None || (difference.Got.Errno == Errno.E2BIG && !frame.IsExtended))
        {
            // No command refuses anything for its size; the frame does.
            return session is null ? Clauses.LuoIoc01 : Clauses.LuoIoc02;
        }

        if (difference.Wanted.IsOk && (difference.Got.IsOk || frame.IsExtended))
        {
            return op.Command == IoctlFrame.GetName && difference.Got.IsOk && !frame.IsExtended
                ? Clauses.LuoSess07
                : Clauses.LuoIoc03;
        }

        return OfCommand(difference, op);
    }

    private static ClauseId OfCommand(Difference difference, Ioctl op) =>
        op.Command switch
        {
            IoctlFrame.CreateSession => SessionExplanation.Create(difference, op.Target, IoctlFrame.Name(op)),
            IoctlFrame.RetrieveSession => SessionExplanation.Retrieve(difference, op.Target, IoctlFrame.Name(op)),
            IoctlFrame.PreserveFd => SessionFileExplanation.Preserve(
                difference,
                op.Target,
                op.File.IsNone ? null : difference.State.OpenFileOf(op.File),
                IoctlFrame.Token(op)
            ),
            IoctlFrame.RetrieveFd => SessionFileExplanation.Retrieve(difference, op.Target, IoctlFrame.Token(op)),
            IoctlFrame.Finish => SessionFileExplanation.Finish(difference, op.Target),
            _ => SessionExplanation.Name(difference, op.Target),
        };
}
