using System.Numerics;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A range is cut at the border of a node when it is preserved, and not when it is taken out again.</summary>
[Mutation(
    "HK-05-nodes-forgotten-in-unpreserve",
    "A range is cut at the border of a node when it is preserved, and not when it is taken out again.",
    History = "HK-05"
)]
[Breaks("KHO-PRES-04", "KHO-VM-04", "KHO-PRES-02")]
[OnNodes]
[SeenByProbe]
internal sealed class NodesForgottenInUnpreserve : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        private readonly HashSet<int> _starts = [];
        private bool _isUnpreserving;

        public override Errno PreservePages(int page, int count)
        {
            _starts.Add(page);
            return base.PreservePages(page, count);
        }

        public override void UnpreservePages(int page, int count)
        {
            _isUnpreserving = _starts.Remove(page);
            base.UnpreservePages(page, count);
            _isUnpreserving = false;
        }

        protected override int BlockOrder(int page, int rest) =>
            _isUnpreserving
                ? Math.Min(BitOperations.TrailingZeroCount(page), BitOperations.Log2((uint)rest))
                : base.BlockOrder(page, rest);
    }
}
