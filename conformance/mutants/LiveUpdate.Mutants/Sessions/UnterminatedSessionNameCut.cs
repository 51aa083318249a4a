using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION cuts a name without NUL to 63 bytes and accepts it.</summary>
[Mutation(
    "HL-04-unterminated-name-cut",
    "CREATE_SESSION cuts a name without NUL to 63 bytes and accepts it.",
    History = "HL-04"
)]
[Breaks("LUO-SESS-01")]
internal sealed class UnterminatedSessionNameCut(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is CreateSession create && create.Name.UpToNul().Length == 64
            ? Below(create with { Name = new ByteString(create.Name.Span[..63]) })
            : Below(operation);
}
