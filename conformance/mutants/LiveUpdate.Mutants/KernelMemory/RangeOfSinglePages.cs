using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A range is recorded page by page.</summary>
[Mutation("kho-range-of-single-pages", "A range is recorded page by page.")]
[Breaks("KHO-PRES-02", "KHO-REST-01", "KHO-VM-01", "KHO-REST-06", "KHO-PRES-12")]
[SeenByProbe]
internal sealed class RangeOfSinglePages : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        protected override int BlockOrder(int page, int rest) => 0;
    }
}
