using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Of a folio only the first page is recorded.</summary>
[Mutation("kho-folio-recorded-as-page", "Of a folio only the first page is recorded.")]
[Breaks("KHO-PRES-01", "KHO-REST-01", "KHO-REST-04", "KHO-REST-05", "KHO-PRES-12", "KHO-PRES-08")]
[SeenByProbe]
internal sealed class FolioRecordedAsPage : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        private readonly Kernel _kernel = kernel;

        public override Errno PreserveFolio(int page) =>
            IsOfProbe(page) ? PreservePages(page, 1) : base.PreserveFolio(page);

        public override void UnpreserveFolio(int page)
        {
            if (IsOfProbe(page))
            {
                UnpreservePages(page, 1);
                return;
            }

            base.UnpreserveFolio(page);
        }

        private bool IsOfProbe(int page) => _kernel.Pages[page].Owner == PageOwner.KernelUser;
    }
}
