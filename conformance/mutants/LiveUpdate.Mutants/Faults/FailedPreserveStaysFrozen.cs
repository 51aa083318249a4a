using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A file that could not be preserved for want of memory stays frozen.</summary>
[Mutation(
    "HM-13-failed-preserve-stays-frozen",
    "A file that could not be preserved for want of memory stays frozen.",
    History = "HM-13"
)]
[Breaks("MEMFD-08")]
internal sealed class FailedPreserveStaysFrozen : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override Errno Preserve(OpenFile file, out ulong data, out object? state)
        {
            Errno error = base.Preserve(file, out data, out state);
            file.Memory!.IsFrozen |= error == Errno.ENOMEM;
            return error;
        }
    }
}
