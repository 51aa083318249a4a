using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Removing a subtree leaves it in the tree.</summary>
[Mutation("kho-subtree-stays", "Removing a subtree leaves it in the tree.")]
[Breaks("KHO-FDT-04", "KHO-FDT-03")]
[SeenByProbe]
internal sealed class SubtreeStaysRemoved : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        public override void RemoveSubtree(int page) { }
    }
}
