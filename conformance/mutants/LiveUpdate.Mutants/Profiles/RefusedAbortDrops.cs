using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An abort that a notifier refused drops what was finalized all the same.</summary>
[Mutation(
    "refused-abort-drops",
    "An abort that a notifier refused drops what was finalized all the same.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-07")]
internal sealed class RefusedAbortDrops : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel, CreateNotifierChain());

    private sealed class Step(Kernel kernel, NotifierChain chain) : FinalizeStep(kernel, chain)
    {
        protected override Errno TakeBack()
        {
            Errno error = base.TakeBack();
            Drop();
            return error;
        }
    }
}
