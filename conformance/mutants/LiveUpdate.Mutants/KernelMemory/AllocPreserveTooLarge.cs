using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>kho_alloc_preserve refuses the largest order.</summary>
[Mutation("kho-alloc-preserve-limit", "kho_alloc_preserve refuses the largest order.")]
[Breaks("KHO-PRES-08")]
[SeenByProbe]
internal sealed class AllocPreserveTooLarge : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        public override Errno AllocatePreserved(ulong size, PageOwner owner, out int page)
        {
            page = 0;
            return size > 2UL << 20 ? Errno.E2BIG : base.AllocatePreserved(size, owner, out page);
        }
    }
}
