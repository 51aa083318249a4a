using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The seals are taken at the reboot, not at PRESERVE_FD.</summary>
[Mutation("memfd-seals-sampled-late", "The seals are taken at the reboot, not at PRESERVE_FD.")]
[Breaks("MEMFD-10")]
internal sealed class SealsSampledLate : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override Errno Freeze(OpenFile file, ref ulong data, object? state)
        {
            int page = ((MemfdPreservation)state!).RecordPage;
            BitConverter.TryWriteBytes(Memory.Edit(page, MemfdRecord.SealsOffset, 4), file.Memory!.Seals);
            return base.Freeze(file, ref data, state);
        }
    }
}
