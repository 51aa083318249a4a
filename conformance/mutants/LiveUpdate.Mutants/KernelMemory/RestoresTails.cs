using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A page that was not preserved is restored as if it had been.</summary>
[Mutation("HK-01-restores-unmarked", "A page that was not preserved is restored as if it had been.", History = "HK-01")]
[Breaks("KHO-REST-03", "KHO-REST-01", "KHO-PRES-12", "KHO-REST-05")]
[SeenByProbe]
internal sealed class RestoresTails : Parts
{
    protected override KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new Incoming(kernel, tree);

    private sealed class Incoming(Kernel kernel, ulong tree) : KhoIncoming(kernel, tree)
    {
        private readonly Kernel _kernel = kernel;

        public override int RestoreFolio(ulong address, PageOwner owner)
        {
            int page = base.RestoreFolio(address, owner);
            if (
                page != 0
                || !_kernel.Memory.TryPage(address, out int any)
                || _kernel.Pages[any].State != PageState.Unseen
            )
            {
                return page;
            }

            _kernel.Allocator.Adopt(any, 0, owner);
            return any;
        }
    }
}
