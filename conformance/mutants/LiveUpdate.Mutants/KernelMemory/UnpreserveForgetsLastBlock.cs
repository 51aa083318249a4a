using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Unpreserving a range leaves its last block when it has more than one.</summary>
[Mutation("kho-unpreserve-forgets-last-block", "Unpreserving a range leaves its last block when it has more than one.")]
[Breaks("KHO-PRES-04", "KHO-PRES-05")]
[SeenByProbe]
internal sealed class UnpreserveForgetsLastBlock : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        public override void UnpreservePages(int page, int count)
        {
            int first = count == 0 ? 0 : 1 << BlockOrder(page, count);
            base.UnpreservePages(page, first < count ? Math.Max(first, count - 1) : count);
        }
    }
}
