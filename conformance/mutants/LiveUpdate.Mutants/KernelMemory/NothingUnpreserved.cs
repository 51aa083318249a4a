using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Freeing NULL takes out what was preserved last.</summary>
[Mutation("kho-null-frees-last", "Freeing NULL takes out what was preserved last.")]
[Breaks("KHO-PRES-09")]
[SeenByProbe]
internal sealed class NothingUnpreserved : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        private int _last;

        public override Errno PreserveFolio(int page)
        {
            _last = page;
            return base.PreserveFolio(page);
        }

        public override void FreePreserved(int page)
        {
            if (page == 0 && _last != 0)
            {
                UnpreserveFolio(_last);
                return;
            }

            base.FreePreserved(page);
        }
    }
}
