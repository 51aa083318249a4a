using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>With three or more files to unfreeze the last one comes first.</summary>
[Mutation("reboot-unfreeze-of-three", "With three or more files to unfreeze the last one comes first.")]
[Breaks("LUO-REBOOT-02")]
[SeenInKernel]
internal sealed class UnfreezeBackwards : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override void UnfreezeFirst(int count)
        {
            if (count < 3)
            {
                base.UnfreezeFirst(count);
                return;
            }

            for (int i = count - 1; i >= 0; i--)
            {
                UnfreezeOne(Files[i]);
            }
        }
    }
}
