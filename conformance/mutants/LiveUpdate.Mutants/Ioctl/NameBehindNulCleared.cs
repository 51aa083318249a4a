using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The bytes behind the name's NUL come back as zeros.</summary>
[Mutation("ioctl-name-cleared", "The bytes behind the name's NUL come back as zeros.")]
[Breaks("LUO-IOC-08", "LUO-IOC-03")]
internal sealed class NameBehindNulCleared(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Command: LuoCommand.CreateSession or LuoCommand.RetrieveSession }
            && outcome.IsOk
            && outcome.TryGet(Field.Arg, out FieldValue arg)
            && arg.Bytes is { Length: > 8 and <= 72 } bytes
            && bytes.Span[8..].IndexOf((byte)0) is var end and >= 0
            ? Outcome.Success(Field.Arg, new ByteString(bytes.Span[..(8 + end)]))
            : outcome;
    }
}
