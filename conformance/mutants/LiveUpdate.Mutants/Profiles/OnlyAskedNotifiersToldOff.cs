using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>When a notifier refuses to finalize only those before it are told.</summary>
[Mutation(
    "only-asked-notifiers-told-off",
    "When a notifier refuses to finalize only those before it are told.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-06")]
internal sealed class OnlyAskedNotifiersToldOff : StatefulKhoParts
{
    protected override NotifierChain CreateNotifierChain() => new Chain();

    private sealed class Chain : NotifierChain
    {
        protected override void CallOff(int refusing)
        {
            for (int i = 0; i < refusing; i++)
            {
                _ = Notifiers[i].OnAbort();
            }
        }
    }
}
