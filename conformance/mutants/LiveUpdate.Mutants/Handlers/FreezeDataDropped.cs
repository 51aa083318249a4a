using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The data that a freeze returns is dropped.</summary>
[Mutation("reboot-freeze-data-dropped", "The data that a freeze returns is dropped.")]
[Breaks("LUO-REBOOT-07")]
[SeenInKernel]
internal sealed class FreezeDataDropped : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno FreezeOne(PreservedFile file)
        {
            ulong data = file.Data;
            Errno error = base.FreezeOne(file);
            file.Data = data;
            return error;
        }
    }
}
