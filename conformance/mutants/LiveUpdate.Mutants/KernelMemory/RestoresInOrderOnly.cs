using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Folios can be restored in the order of their addresses only.</summary>
[Mutation("kho-restores-in-order", "Folios can be restored in the order of their addresses only.")]
[Breaks("KHO-REST-06", "KHO-REST-01", "KHO-PRES-12", "KHO-VM-01")]
[SeenByProbe]
internal sealed class RestoresInOrderOnly : Parts
{
    protected override KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new Incoming(kernel, tree);

    private sealed class Incoming(Kernel kernel, ulong tree) : KhoIncoming(kernel, tree)
    {
        private readonly Kernel _kernel = kernel;

        private ulong _last;

        public override int RestoreFolio(ulong address, PageOwner owner)
        {
            if (owner == PageOwner.KernelUser && address < _last)
            {
                return 0;
            }

            int page = base.RestoreFolio(address, owner);
            _last = page != 0 && owner == PageOwner.KernelUser ? address : _last;
            return page;
        }
    }
}
