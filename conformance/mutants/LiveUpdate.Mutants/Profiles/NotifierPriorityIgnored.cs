using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Notifiers are called in the order of their registration, whatever their priority.</summary>
[Mutation(
    "notifier-priority-ignored",
    "Notifiers are called in the order of their registration, whatever their priority.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-05")]
internal sealed class NotifierPriorityIgnored : StatefulKhoParts
{
    protected override NotifierChain CreateNotifierChain() => new Chain();

    private sealed class Chain : NotifierChain
    {
        protected override int PlaceOf(Notifier notifier) => Notifiers.Count;
    }
}
