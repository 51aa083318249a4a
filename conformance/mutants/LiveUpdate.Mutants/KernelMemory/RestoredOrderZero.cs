using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A folio is restored with its first page alone.</summary>
[Mutation("kho-restored-order-lost", "A folio is restored with its first page alone.")]
[Breaks("KHO-REST-01", "KHO-REST-04")]
[SeenByProbe]
internal sealed class RestoredOrderZero : Parts
{
    protected override KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new Incoming(kernel, tree);

    private sealed class Incoming(Kernel kernel, ulong tree) : KhoIncoming(kernel, tree)
    {
        private readonly Kernel _kernel = kernel;

        public override int RestoreFolio(ulong address, PageOwner owner)
        {
            if (owner == PageOwner.KernelUser && CanRestore(address, out int head))
            {
                _kernel.Pages[head].Private &= ~0xFFUL;
            }

            return base.RestoreFolio(address, owner);
        }
    }
}
