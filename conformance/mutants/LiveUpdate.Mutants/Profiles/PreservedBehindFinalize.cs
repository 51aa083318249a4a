using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What comes behind finalize is accepted.</summary>
[Mutation(
    "HK-10-preserved-behind-finalize",
    "What comes behind finalize is accepted.",
    Profile = "stateful-kho",
    History = "HK-10"
)]
[Breaks("KHO-FINAL-01")]
internal sealed class PreservedBehindFinalize : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel);

    private sealed class Step(Kernel kernel) : FinalizeStep(kernel)
    {
        protected override Errno CheckOpen(SetChange change) =>
            change == SetChange.Removal ? base.CheckOpen(change) : Errno.None;
    }
}
