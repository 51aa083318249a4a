using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Taking a page out of the tracker takes the page next to it out too.</summary>
[Mutation(
    "HK-23-neighbour-unpreserved",
    "Taking a page out of the tracker takes the page next to it out too.",
    History = "HK-23"
)]
[Breaks("KHO-PRES-12", "LUO-FILE-28", "MEMFD-02", "LUO-FILE-06", "LUO-FILE-02")]
internal sealed class NeighbourUnpreserved : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing : KhoOutgoing
    {
        private readonly Kernel _kernel;

        public Outgoing(Kernel kernel)
            : base(kernel) => _kernel = kernel;

        public override void UnpreserveFolio(int page)
        {
            base.UnpreserveFolio(page);
            if (_kernel.Pages[page ^ 1].Owner == PageOwner.FileData)
            {
                base.UnpreserveFolio(page ^ 1);
            }
        }
    }
}
