using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Punching a hole frees nothing and leaves the bytes as they are.</summary>
[Mutation("punch-keeps-contents", "Punching a hole frees nothing and leaves the bytes as they are.")]
[Breaks("BASE-03")]
internal sealed class PunchKeepsContents(IMachine inner) : TamperedMachine(inner)
{
    // A punch far behind anything that is in the file meets every check of the real one and frees nothing.
    private const ulong FarBehind = 1UL << 62;

    protected override Outcome Answer(Operation operation) =>
        Below(
            operation is Fallocate { Mode: 3, Len: > 0 and < FarBehind, At: < FarBehind } punch
                ? punch with
                {
                    At = FarBehind,
                    Len = 1,
                }
                : operation
        );
}
