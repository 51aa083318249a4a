using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>UNPRESERVE_FD leaves preserved what was preserved after the file.</summary>
[Mutation(
    "ordered-leaves-later",
    "UNPRESERVE_FD leaves preserved what was preserved after the file.",
    Profile = "unpreserve-ordered"
)]
[Breaks("LUO-ORDER-01")]
internal sealed class OrderedLeavesLater : UnpreserveOrderedParts
{
    protected override OrderedUnpreservation CreateUnpreservation(Kernel kernel) => new LeavesLater(kernel);

    private sealed class LeavesLater(Kernel kernel) : OrderedUnpreservation(kernel)
    {
        protected override void UnpreserveDownTo(FileSet files, PreservedFile file) => UnpreserveOne(files, file);
    }
}
