using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>When an FLB fails those before it stay counted.</summary>
[Mutation("HF-04-failing-flb-not-rolled-back", "When an FLB fails those before it stay counted.", History = "HF-04")]
[Breaks("LUO-FLB-02")]
[SeenInKernel]
internal sealed class FailingFlbNotRolledBack : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        private bool _isPreserving;

        protected override Errno PreserveFor(FileHandler handler)
        {
            _isPreserving = true;
            Errno error = base.PreserveFor(handler);
            _isPreserving = false;
            return error;
        }

        protected override void PutAll(FileHandler handler, int count)
        {
            if (!_isPreserving)
            {
                base.PutAll(handler, count);
            }
        }
    }
}
