using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A folio can be restored a second time.</summary>
[Mutation("HK-02-restored-twice", "A folio can be restored a second time.", History = "HK-02")]
[Breaks("KHO-REST-02")]
[SeenByProbe]
internal sealed class RestoredTwice : Parts
{
    protected override KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new Incoming(kernel, tree);

    private sealed class Incoming(Kernel kernel, ulong tree) : KhoIncoming(kernel, tree)
    {
        private readonly Kernel _kernel = kernel;

        public override int RestoreFolio(ulong address, PageOwner owner)
        {
            int page = base.RestoreFolio(address, owner);
            bool isTaken = page == 0 && _kernel.Memory.TryPage(address, out page);
            return isTaken && _restored.Contains(page) ? page
                : isTaken ? 0
                : Note(page);
        }

        private readonly HashSet<int> _restored = [];

        private int Note(int page)
        {
            _restored.Add(page);
            return page;
        }
    }
}
