using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What was preserved twice has to be unpreserved twice.</summary>
[Mutation("HK-22-preservations-counted", "What was preserved twice has to be unpreserved twice.", History = "HK-22")]
[Breaks("KHO-PRES-03")]
[SeenByProbe]
internal sealed class PreservationsCounted : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        private readonly Kernel _kernel = kernel;
        private readonly Dictionary<int, int> _times = [];

        public override Errno PreserveFolio(int page)
        {
            _times[page] = Tracker.Contains(page, _kernel.Allocator.OrderOf(page))
                ? _times.GetValueOrDefault(page) + 1
                : 1;
            return base.PreserveFolio(page);
        }

        public override void UnpreserveFolio(int page)
        {
            if (--System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_times, page, out _) <= 0)
            {
                base.UnpreserveFolio(page);
            }
        }
    }
}
