using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>GET_NAME does not look at the reserved field.</summary>
[Mutation("get-name-reserved-ignored", "GET_NAME does not look at the reserved field.")]
[Breaks("LUO-SESS-07")]
internal sealed class NameReservedIgnored(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(operation is GetName name ? name with { Reserved = 0 } : operation);
}
