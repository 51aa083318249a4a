using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>kho_alloc_preserve returns memory with what was in it.</summary>
[Mutation("kho-alloc-preserve-stale", "kho_alloc_preserve returns memory with what was in it.")]
[Breaks("KHO-PRES-08")]
[SeenByProbe]
internal sealed class AllocatedMemoryStale : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        private readonly Kernel _kernel = kernel;

        public override Errno AllocatePreserved(ulong size, PageOwner owner, out int page)
        {
            Errno error = base.AllocatePreserved(size, owner, out page);
            if (error == Errno.None && owner == PageOwner.KernelUser && _kernel.Allocator.OrderOf(page) > 0)
            {
                _kernel.Memory.Fill(page + 1, 0x5A);
            }

            return error;
        }
    }
}
