using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A freeze that fails does not stop the reboot.</summary>
[Mutation("reboot-freeze-error-ignored", "A freeze that fails does not stop the reboot.")]
[Breaks("LUO-REBOOT-02")]
[SeenInKernel]
internal sealed class FreezeErrorIgnored : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno FreezeOne(PreservedFile file)
        {
            _ = base.FreezeOne(file);
            return Errno.None;
        }
    }
}
