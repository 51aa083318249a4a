using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Unpreserving with an order that was never used takes another pair out.</summary>
[Mutation(
    "HK-17-unused-order",
    "Unpreserving with an order that was never used takes another pair out.",
    History = "HK-17"
)]
[Breaks("KHO-PRES-06", "KHO-PRES-05")]
[SeenByProbe]
internal sealed class UnusedOrderFails : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        public override void UnpreserveFolio(int page)
        {
            int order = Order(page);
            if (Tracker.Contains(page, order))
            {
                base.UnpreserveFolio(page);
                return;
            }

            for (int near = page & ~3; near < (page & ~3) + 8; near++)
            {
                if (_kernel.Pages[near].Owner == PageOwner.KernelUser)
                {
                    UnpreservePages(near, 1);
                }
            }
        }

        private readonly Kernel _kernel = kernel;

        private int Order(int page) => _kernel.Allocator.OrderOf(page);

        public override void UnpreservePages(int page, int count)
        {
            if (
                count > 0
                && !Tracker.Contains(page, BlockOrder(page, count))
                && _kernel.Pages[page - 1].Owner == PageOwner.KernelUser
            )
            {
                base.UnpreservePages(page - 1, 1);
            }

            base.UnpreservePages(page, count);
        }
    }
}
