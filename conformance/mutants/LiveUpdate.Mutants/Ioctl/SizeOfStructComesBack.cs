using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The size field comes back as the size of the struct, not as it was given.</summary>
[Mutation("ioctl-size-rewritten", "The size field comes back as the size of the struct, not as it was given.")]
[Breaks("LUO-IOC-08", "LUO-IOC-03")]
internal sealed class SizeOfStructComesBack(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Length: > 72, Command: LuoCommand.CreateSession or LuoCommand.RetrieveSession } raw
            && outcome.IsOk
            && outcome.TryGet(Field.Arg, out FieldValue arg)
            ? Outcome.Success(Field.Arg, RawArgument.WithSize(raw with { Argument = arg.Bytes! }, 72).Argument)
            : outcome;
    }
}
