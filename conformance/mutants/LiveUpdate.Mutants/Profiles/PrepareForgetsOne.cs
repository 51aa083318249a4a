using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A PREPARE that fails cancels all but the file that was prepared last.</summary>
[Mutation(
    "prepare-forgets-one",
    "A PREPARE that fails cancels all but the file that was prepared last.",
    Profile = "luo-v4"
)]
[SeenInKernel]
[Breaks("LUO-STATE-06")]
internal sealed class PrepareForgetsOne : LuoV4Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : StagedFiles(kernel)
    {
        protected override Errno Prepare(out int prepared)
        {
            Errno error = base.Prepare(out prepared);
            prepared -= error != Errno.None && prepared > 0 ? 1 : 0;
            return error;
        }
    }
}
