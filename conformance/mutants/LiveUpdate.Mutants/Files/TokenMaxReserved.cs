using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Token 2^64-1 is reserved, and refused.</summary>
[Mutation("token-max-reserved", "Token 2^64-1 is reserved, and refused.")]
[Breaks("LUO-FILE-02")]
internal sealed class TokenMaxReserved(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd { Token: ulong.MaxValue } preserve
        && Handles.KindOf(preserve.Session) == OpenKind.Outgoing
        && Handles.KindOf(preserve.File) == OpenKind.File
            ? Outcome.Refused(Errno.EINVAL)
            : Below(operation);
}
