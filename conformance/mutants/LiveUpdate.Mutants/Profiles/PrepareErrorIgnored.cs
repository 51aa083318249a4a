using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>PREPARE succeeds whatever the handlers say.</summary>
[Mutation("prepare-error-ignored", "PREPARE succeeds whatever the handlers say.", Profile = "luo-v4")]
[SeenInKernel]
[Breaks("LUO-STATE-06")]
internal sealed class PrepareErrorIgnored : LuoV4Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new FileList(kernel);

    private sealed class FileList(Kernel kernel) : StagedFiles(kernel)
    {
        protected override Errno Prepare(out int prepared)
        {
            for (prepared = 0; prepared < Files.Count; prepared++)
            {
                _ = PrepareOne(Files[prepared]);
            }

            return Errno.None;
        }
    }
}
