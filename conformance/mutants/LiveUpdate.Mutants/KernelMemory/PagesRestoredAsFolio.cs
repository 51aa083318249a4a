using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Pages are restored with a reference count of 0 behind the first.</summary>
[Mutation(
    "HK-25-pages-restored-as-folio",
    "Pages are restored with a reference count of 0 behind the first.",
    History = "HK-25"
)]
[Breaks("KHO-REST-04")]
[SeenByProbe]
internal sealed class PagesRestoredAsFolio : Parts
{
    protected override KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new Incoming(kernel, tree);

    private sealed class Incoming(Kernel kernel, ulong tree) : KhoIncoming(kernel, tree)
    {
        private readonly Kernel _kernel = kernel;

        public override int RestorePages(ulong address, PageOwner owner)
        {
            int page = RestoreFolio(address, owner);
            if (page != 0)
            {
                int pages = 1 << _kernel.Allocator.OrderOf(page);
                _kernel.Allocator.Split(page);
                for (int i = 1; i < pages; i++)
                {
                    _kernel.Pages[page + i].References = 0;
                }
            }

            return page;
        }
    }
}
