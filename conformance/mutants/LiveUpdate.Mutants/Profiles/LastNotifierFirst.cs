using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Of notifiers of one priority the last registered is called first.</summary>
[Mutation(
    "last-notifier-first",
    "Of notifiers of one priority the last registered is called first.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-05")]
internal sealed class LastNotifierFirst : StatefulKhoParts
{
    protected override NotifierChain CreateNotifierChain() => new Chain();

    private sealed class Chain : NotifierChain
    {
        protected override int PlaceOf(Notifier notifier)
        {
            int place = Notifiers.ToList().FindIndex(other => other.Priority <= notifier.Priority);
            return place < 0 ? Notifiers.Count : place;
        }
    }
}
