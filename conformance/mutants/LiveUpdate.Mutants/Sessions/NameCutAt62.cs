using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>GET_NAME cuts the longest name by one byte, to be sure of the terminator.</summary>
[Mutation("get-name-cut", "GET_NAME cuts the longest name by one byte, to be sure of the terminator.")]
[Breaks("LUO-SESS-07")]
internal sealed class NameCutAt62(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is GetName
            && outcome.TryGet(Field.Name, out FieldValue name)
            && name.Bytes is { Length: 63 } bytes
            ? Outcome.Success(Field.Name, new ByteString(bytes.Span[..62]))
            : outcome;
    }
}
