using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>After a failed reboot the files of the failing session are not handed over any more.</summary>
[Mutation(
    "HL-15-failed-reboot-loses-files",
    "After a failed reboot the files of the failing session are not handed over any more.",
    History = "HL-15"
)]
[Breaks("LUO-REBOOT-03", "LUO-FILE-06", "ABI-05", "ABI-04")]
[SeenInKernel]
internal sealed class FailedRebootLosesFiles : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        private bool _hasFailed;

        protected override Errno Freeze(out int frozen)
        {
            Errno error = base.Freeze(out frozen);
            _hasFailed |= error != Errno.None;
            return error;
        }

        protected override void Describe(out ulong address, out ulong count)
        {
            base.Describe(out address, out count);
            if (_hasFailed)
            {
                address = 0;
                count = 0;
            }
        }
    }
}
