using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION accepts an empty name.</summary>
[Mutation("HL-04-empty-name-accepted", "CREATE_SESSION accepts an empty name.", History = "HL-04")]
[Breaks("LUO-SESS-01")]
internal sealed class EmptySessionNameAccepted(IMachine inner) : TamperedMachine(inner)
{
    private static readonly ByteString StandIn = ByteString.Of("(no name)");

    protected override Outcome Answer(Operation operation) =>
        operation is CreateSession create && create.Name.UpToNul().Length == 0
            ? Below(create with { Name = StandIn })
            : Below(operation);
}
