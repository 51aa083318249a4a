using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers to calls that any descriptor takes.</summary>
internal static class DescriptorExplanation
{
    public static ClauseId Of(Difference difference, Operation op) =>
        op switch
        {
            Close close => OfClose(difference, close.Target),
            GetFlags flags => OfFlags(difference, flags.Target),
            Readlink link => OfLink(difference, link.Target),
            Dup dup when difference.State.OpenFileOf(dup.Target) is not null => OfDup(difference, dup.Target),
            _ => ClauseId.None,
        };

    /// <summary>A session that is gone although it should live; none when the call itself is to blame.</summary>
    private static ClauseId OfSession(Difference difference, Handle handle) =>
        difference.IsCallee(handle, OpenFileKind.Session)
            ? difference.OfCallee(handle, OpenFileKind.Session)
            : ClauseId.None;

    private static ClauseId OfClose(Difference difference, Handle handle) =>
        difference.State.SessionOf(handle) switch
        {
            not null when OfSession(difference, handle) is var gone && gone != ClauseId.None => gone,
            { IsIncoming: true } => Clauses.LuoSess12,
            { IsIncoming: false } => Clauses.LuoSess02,
            _ => ClauseId.None,
        };

    private static ClauseId OfFlags(Difference difference, Handle handle) =>
        difference.State.OpenFileOf(handle) switch
        {
            { Kind: OpenFileKind.Session } when OfSession(difference, handle) is var gone && gone != ClauseId.None =>
                gone,
            { Kind: OpenFileKind.Session } => Clauses.LuoIoc05,
            { IsRetrieved: true } when difference.Differs(Field.Status) => Clauses.Memfd11,
            { IsRetrieved: true } => Clauses.LuoIoc05,
            _ => ClauseId.None,
        };

    private static ClauseId OfLink(Difference difference, Handle handle) =>
        difference.State.OpenFileOf(handle) switch
        {
            { Kind: OpenFileKind.Session } when OfSession(difference, handle) is var gone && gone != ClauseId.None =>
                gone,
            { Kind: OpenFileKind.Session } => Clauses.LuoSess07,
            { IsRetrieved: true } => Clauses.Memfd11,
            _ => ClauseId.None,
        };

    private static ClauseId OfDup(Difference difference, Handle handle)
    {
        if (difference.Got.Errno == Errno.EMFILE)
        {
            return Clauses.LuoIoc05;
        }

        return difference.State.SessionOf(handle) is not null ? Clauses.LuoSess10 : ClauseId.None;
    }
}
