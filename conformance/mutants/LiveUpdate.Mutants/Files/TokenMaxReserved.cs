using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Token 2^64-1 is reserved, and refused.</summary>
[Mutation("token-max-reserved", "Token 2^64-1 is reserved, and refused.")]
[Breaks("LUO-FILE-02")]
internal sealed class TokenMaxReserved(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd { Token: ulong.MaxValue } preserve
        && Handles.CanPreserve(preserve)
        && IsTaken(preserve.File)
            ? Outcome.Refused(Errno.EINVAL)
            : Below(operation);

    /// <summary>Whether the handler takes the file, whatever the token.</summary>
    private bool IsTaken(Handle file) =>
        Handles.Find(file) is { Origin: CreateMemfd { Flags: < 4 } or CreateTmpfile { Linked: 0 } };
}
