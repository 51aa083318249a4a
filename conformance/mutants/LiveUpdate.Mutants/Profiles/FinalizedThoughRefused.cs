using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What a notifier refused to finalize is finalized.</summary>
[Mutation("finalized-though-refused", "What a notifier refused to finalize is finalized.", Profile = "stateful-kho")]
[Breaks("KHO-FINAL-06")]
internal sealed class FinalizedThoughRefused : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel, CreateNotifierChain());

    private sealed class Step(Kernel kernel, NotifierChain chain) : FinalizeStep(kernel, chain)
    {
        protected override Errno Complete()
        {
            Errno error = base.Complete();
            IsFinalized = true;
            return error;
        }
    }
}
