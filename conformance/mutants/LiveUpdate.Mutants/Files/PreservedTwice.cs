using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A file can be preserved any number of times.</summary>
[Mutation("HL-07-preserved-twice", "A file can be preserved any number of times.", History = "HL-07")]
[Breaks("LUO-FILE-03")]
internal sealed class PreservedTwice : Parts
{
    protected override OwnedFiles CreateOwnedFiles(Kernel kernel) => new Owned(kernel);

    private sealed class Owned(Kernel kernel) : OwnedFiles(kernel)
    {
        protected override bool TryTake(object id)
        {
            _ = base.TryTake(id);
            return true;
        }
    }
}
