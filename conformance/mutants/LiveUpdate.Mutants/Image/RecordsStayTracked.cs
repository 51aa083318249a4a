using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Records of memfds stay in the tracker when their session is closed.</summary>
[Mutation("image-records-stay-tracked", "Records of memfds stay in the tracker when their session is closed.")]
[Breaks("KHO-PRES-12", "ABI-05")]
[SeenInImage]
internal sealed class RecordsStayTracked : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing : KhoOutgoing
    {
        private readonly Kernel _kernel;

        public Outgoing(Kernel kernel)
            : base(kernel) => _kernel = kernel;

        public override void UnpreserveFolio(int page)
        {
            if (_kernel.Pages[page].Owner != PageOwner.MemfdRecord)
            {
                base.UnpreserveFolio(page);
            }
        }
    }
}
