using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Notifiers behind one that refuses to finalize are asked all the same.</summary>
[Mutation(
    "refused-chain-goes-on",
    "Notifiers behind one that refuses to finalize are asked all the same.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-06")]
internal sealed class RefusedChainGoesOn : StatefulKhoParts
{
    protected override NotifierChain CreateNotifierChain() => new Chain();

    private sealed class Chain : NotifierChain
    {
        protected override Errno CallFinalize()
        {
            Errno first = Errno.None;
            foreach (Notifier notifier in Notifiers)
            {
                Errno error = notifier.OnFinalize();
                first = first == Errno.None ? error : first;
            }

            if (first != Errno.None)
            {
                CallOff(Notifiers.Count);
            }

            return first;
        }
    }
}
