using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>KHO can be finalized by hand while LUO drives it.</summary>
[Mutation("finalized-under-luo", "KHO can be finalized by hand while LUO drives it.", Profile = "stateful-kho")]
[Breaks("KHO-FINAL-03")]
internal sealed class FinalizedUnderLuo : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel);

    private sealed class Step(Kernel kernel) : FinalizeStep(kernel)
    {
        protected override Errno CheckManual() => Errno.None;
    }
}
