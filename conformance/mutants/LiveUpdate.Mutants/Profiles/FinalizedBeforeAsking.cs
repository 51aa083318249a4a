using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The set is closed before the notifiers are asked, so that they cannot preserve anything.</summary>
[Mutation(
    "finalized-before-asking",
    "The set is closed before the notifiers are asked, so that they cannot preserve anything.",
    Profile = "stateful-kho"
)]
[SeenByProbe]
[Breaks("KHO-FINAL-09")]
internal sealed class FinalizedBeforeAsking : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel, CreateNotifierChain());

    private sealed class Step(Kernel kernel, NotifierChain chain) : FinalizeStep(kernel, chain)
    {
        private bool _isCompleting;

        public override Errno CompleteInReboot()
        {
            _isCompleting = true;
            Errno error = base.CompleteInReboot();
            _isCompleting = false;
            return error;
        }

        protected override Errno Complete() => CompleteInReboot();

        protected override Errno CheckOpen(SetChange change) => _isCompleting ? Errno.EBUSY : base.CheckOpen(change);
    }
}
