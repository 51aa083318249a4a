using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>When a handler refuses a file its FLBs stay counted.</summary>
[Mutation("HF-04-failing-file-keeps-flbs", "When a handler refuses a file its FLBs stay counted.", History = "HF-04")]
[Breaks("LUO-FLB-02", "LUO-FLB-01", "LUO-FLB-03")]
[SeenInKernel]
internal sealed class FailingFileNotRolledBack : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override void PutAfterFailure(FileHandler handler) { }
    }
}
