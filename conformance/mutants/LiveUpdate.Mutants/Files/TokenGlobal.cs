using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A token that any session uses is taken for all sessions.</summary>
[Mutation("HL-25-token-global", "A token that any session uses is taken for all sessions.", History = "HL-25")]
[Breaks("LUO-FILE-02")]
internal sealed class TokenGlobal(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.KindOf(preserve.Session) == OpenKind.Outgoing
        && Handles.Outgoing.Any(session => session.Preserved.Exists(kept => kept.Token == preserve.Token))
            ? Outcome.Refused(Errno.EEXIST)
            : Below(operation);
}
