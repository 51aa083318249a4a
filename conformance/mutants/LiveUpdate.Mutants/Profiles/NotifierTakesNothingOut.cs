using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What a notifier takes out while it is told of an abort stays in.</summary>
[Mutation(
    "notifier-takes-nothing-out",
    "What a notifier takes out while it is told of an abort stays in.",
    Profile = "stateful-kho"
)]
[SeenByProbe]
[Breaks("KHO-FINAL-09")]
internal sealed class NotifierTakesNothingOut : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel, CreateNotifierChain());

    private sealed class Step(Kernel kernel, NotifierChain chain) : FinalizeStep(kernel, chain)
    {
        protected override void UnpreserveInCallback(int page) { }
    }
}
