using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Token 0 is taken to mean that there is none, and refused.</summary>
[Mutation("HL-25-token-zero-is-none", "Token 0 is taken to mean that there is none, and refused.", History = "HL-25")]
[Breaks("LUO-FILE-02")]
internal sealed class TokenZeroIsNone(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd { Token: 0 } preserve && Handles.CanPreserve(preserve) && IsTaken(preserve.File)
            ? Outcome.Refused(Errno.EINVAL)
            : Below(operation);

    /// <summary>Whether the handler takes the file, whatever the token.</summary>
    private bool IsTaken(Handle file) =>
        Handles.Find(file) is { Origin: CreateMemfd { Flags: < 4 } or CreateTmpfile { Linked: 0 } };
}
