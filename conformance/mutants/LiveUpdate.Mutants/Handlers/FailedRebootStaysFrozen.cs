using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>After a failed reboot the session that failed takes no further file.</summary>
[Mutation("reboot-failed-stays-frozen", "After a failed reboot the session that failed takes no further file.")]
[Breaks("LUO-REBOOT-03")]
[SeenInKernel]
internal sealed class FailedRebootStaysFrozen : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        private bool _isFrozen;

        protected override Errno Freeze(out int frozen)
        {
            Errno error = base.Freeze(out frozen);
            _isFrozen |= error != Errno.None;
            return error;
        }

        protected override Errno Preserve(int number, ulong token) =>
            _isFrozen ? Errno.EBUSY : base.Preserve(number, token);
    }
}
