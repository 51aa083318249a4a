using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The data of a freeze that failed is kept.</summary>
[Mutation("reboot-freeze-data-of-failure-kept", "The data of a freeze that failed is kept.")]
[Breaks("LUO-REBOOT-07")]
[SeenInKernel]
internal sealed class FreezeDataOfFailureKept : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno FreezeOne(PreservedFile file)
        {
            ulong data = file.Data;
            Errno error = CallFreeze(file, ref data);
            file.Data = data;
            return error;
        }
    }
}
