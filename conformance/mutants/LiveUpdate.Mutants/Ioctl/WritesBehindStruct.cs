using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A successful command with a larger argument writes behind the struct.</summary>
[Mutation("ioctl-writes-behind-struct", "A successful command with a larger argument writes behind the struct.")]
[Breaks("LUO-IOC-03")]
internal sealed class WritesBehindStruct(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl raw
            && outcome.IsOk
            && raw.Length > 72
            && raw.Command is LuoCommand.CreateSession or LuoCommand.RetrieveSession
            && outcome.TryGet(Field.Arg, out FieldValue arg)
            ? Outcome.Success(Field.Arg, Scribble(arg.Bytes!))
            : outcome;
    }

    private static ByteString Scribble(ByteString argument)
    {
        var bytes = new byte[73];
        argument.Span[..Math.Min(argument.Length, 72)].CopyTo(bytes);
        bytes[72] = 1;
        return new ByteString(bytes);
    }
}
