using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The pages of a retrieved file are not counted in st_blocks.</summary>
[Mutation("memfd-blocks-not-counted", "The pages of a retrieved file are not counted in st_blocks.")]
[Breaks("MEMFD-13")]
internal sealed class BlocksNotCounted(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is Stat stat && Handles.KindOf(stat.Target) == OpenKind.Retrieved
            ? Change(outcome, Field.Blocks, static _ => 0)
            : outcome;
    }
}
