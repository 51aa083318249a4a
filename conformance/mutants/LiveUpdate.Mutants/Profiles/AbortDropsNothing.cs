using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What was finalized is handed over although it was aborted.</summary>
[Mutation(
    "abort-drops-nothing",
    "What was finalized is handed over although it was aborted.",
    Profile = "stateful-kho"
)]
[Breaks("KHO-FINAL-02")]
internal sealed class AbortDropsNothing : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel);

    private sealed class Step(Kernel kernel) : FinalizeStep(kernel)
    {
        private bool _wasFinalized;

        public override bool HandsOver => base.HandsOver || _wasFinalized;

        protected override void Drop()
        {
            base.Drop();
            _wasFinalized = true;
        }
    }
}
