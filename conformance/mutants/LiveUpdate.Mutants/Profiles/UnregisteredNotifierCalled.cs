using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A notifier that is not registered any more is called still.</summary>
[Mutation(
    "unregistered-notifier-called",
    "A notifier that is not registered any more is called still.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-05")]
internal sealed class UnregisteredNotifierCalled : StatefulKhoParts
{
    protected override NotifierChain CreateNotifierChain() => new Chain();

    private sealed class Chain : NotifierChain
    {
        protected override void Unregister(Notifier notifier) { }
    }
}
