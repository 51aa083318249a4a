using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD whose copy-out fails answers success.</summary>
[Mutation("preserve-copy-out-hidden", "PRESERVE_FD whose copy-out fails answers success.")]
[Breaks("LUO-FILE-19", "LUO-FILE-04")]
internal sealed class CopyOutFailureHidden(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return UnheardCommand.Of(operation, outcome) != LuoCommand.PreserveFd ? outcome
            : operation is Ioctl raw ? Outcome.Success(Field.Arg, raw.Argument)
            : Outcome.Ok;
    }
}
