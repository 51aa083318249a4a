using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Ranges of pages, unlike folios, can be preserved behind finalize.</summary>
[Mutation(
    "pages-preserved-behind-finalize",
    "Ranges of pages, unlike folios, can be preserved behind finalize.",
    Profile = "stateful-kho"
)]
[SeenByProbe]
[Breaks("KHO-FINAL-01")]
internal sealed class PagesPreservedBehindFinalize : StatefulKhoParts
{
    protected override FinalizableKho CreateFinalizableKho(Kernel kernel) => new Kho(kernel);

    private sealed class Kho(Kernel kernel) : FinalizableKho(kernel)
    {
        protected override Errno CheckOpen(SetChange change) =>
            change == SetChange.Pages ? Errno.None : base.CheckOpen(change);
    }
}
