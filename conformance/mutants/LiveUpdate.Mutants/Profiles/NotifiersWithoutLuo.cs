using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A reboot asks the notifiers with live update off too.</summary>
[Mutation("notifiers-without-luo", "A reboot asks the notifiers with live update off too.", Profile = "stateful-kho")]
[Breaks("KHO-FINAL-08")]
internal sealed class NotifiersWithoutLuo : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel, CreateNotifierChain());

    private sealed class Step(Kernel kernel, NotifierChain chain) : FinalizeStep(kernel, chain)
    {
        public override bool HandsOver
        {
            get
            {
                _ = Kernel.Luo is null ? Complete() : Errno.None;
                return base.HandsOver;
            }
        }
    }
}
