using System.Numerics;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A block of a range may lie on two nodes.</summary>
[Mutation("kho-block-on-two-nodes", "A block of a range may lie on two nodes.")]
[Breaks("KHO-PRES-02")]
[OnNodes]
[SeenByProbe]
internal sealed class NodesForgotten : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        protected override int BlockOrder(int page, int rest) =>
            Math.Min(BitOperations.TrailingZeroCount(page), BitOperations.Log2((uint)rest));
    }
}
