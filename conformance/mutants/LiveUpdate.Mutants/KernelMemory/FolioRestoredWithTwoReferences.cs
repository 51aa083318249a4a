using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A folio is restored with a reference that nobody drops.</summary>
[Mutation("kho-folio-referenced-twice", "A folio is restored with a reference that nobody drops.")]
[Breaks("KHO-REST-04")]
[SeenByProbe]
internal sealed class FolioRestoredWithTwoReferences : Parts
{
    protected override KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new Incoming(kernel, tree);

    private sealed class Incoming(Kernel kernel, ulong tree) : KhoIncoming(kernel, tree)
    {
        private readonly Kernel _kernel = kernel;

        public override int RestoreFolio(ulong address, PageOwner owner)
        {
            int page = base.RestoreFolio(address, owner);
            if (page != 0)
            {
                _kernel.Allocator.Get(page);
            }

            return page;
        }
    }
}
