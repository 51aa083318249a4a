using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>When memory runs out between a file's FLBs and the file, the FLBs stay counted.</summary>
[Mutation(
    "flb-failed-allocation-stays-counted",
    "When memory runs out between a file's FLBs and the file, the FLBs stay counted."
)]
[Breaks("LUO-FLB-02", "LUO-FLB-01", "LUO-FILE-04")]
[SeenInKernel]
internal sealed class FailedAllocationStaysCounted : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        private bool _wasAsked;

        protected override Errno CallPreserve(PreservedFile file)
        {
            _wasAsked = true;
            return base.CallPreserve(file);
        }

        protected override Errno PreserveBound(PreservedFile file)
        {
            _wasAsked = false;
            return base.PreserveBound(file);
        }

        protected override void PutAfterFailure(FileHandler handler)
        {
            if (_wasAsked)
            {
                base.PutAfterFailure(handler);
            }
        }
    }
}
