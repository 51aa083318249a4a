using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A range is cut by its length alone, whatever its alignment.</summary>
[Mutation("kho-range-split-by-size", "A range is cut by its length alone, whatever its alignment.")]
[Breaks("KHO-PRES-02", "KHO-REST-01", "KHO-VM-01")]
[SeenByProbe]
internal sealed class RangeSplitBySize : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        protected override int BlockOrder(int page, int rest) =>
            System.Numerics.BitOperations.Log2((uint)rest) is var order && (page & ((1 << order) - 1)) == 0
                ? order
                : base.BlockOrder(page, 1);
    }
}
