using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What a notifier preserves while it is told of the handover is lost.</summary>
[Mutation(
    "notifier-preserves-nothing",
    "What a notifier preserves while it is told of the handover is lost.",
    Profile = "stateful-kho"
)]
[SeenByProbe]
[Breaks("KHO-FINAL-09")]
internal sealed class NotifierPreservesNothing : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel, CreateNotifierChain());

    private sealed class Step(Kernel kernel, NotifierChain chain) : FinalizeStep(kernel, chain)
    {
        protected override Errno PreserveInCallback(int page) => Errno.None;
    }
}
