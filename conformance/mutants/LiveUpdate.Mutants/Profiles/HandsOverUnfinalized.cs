using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Everything is handed over, finalized or not.</summary>
[Mutation("hands-over-unfinalized", "Everything is handed over, finalized or not.", Profile = "stateful-kho")]
[Breaks("KHO-FINAL-02")]
internal sealed class HandsOverUnfinalized : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel);

    private sealed class Step(Kernel kernel) : FinalizeStep(kernel)
    {
        public override bool HandsOver => true;
    }
}
