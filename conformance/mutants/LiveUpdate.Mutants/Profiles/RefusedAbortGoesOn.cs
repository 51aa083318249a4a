using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Notifiers behind one that refuses to abort are told all the same.</summary>
[Mutation(
    "refused-abort-goes-on",
    "Notifiers behind one that refuses to abort are told all the same.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-07")]
internal sealed class RefusedAbortGoesOn : StatefulKhoParts
{
    protected override NotifierChain CreateNotifierChain() => new Chain();

    private sealed class Chain : NotifierChain
    {
        protected override Errno CallAbort()
        {
            Errno first = Errno.None;
            foreach (Notifier notifier in Notifiers)
            {
                Errno error = notifier.OnAbort();
                first = first == Errno.None ? error : first;
            }

            return first;
        }
    }
}
