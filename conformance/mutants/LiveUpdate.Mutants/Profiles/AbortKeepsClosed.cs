using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Nothing can be preserved after an abort.</summary>
[Mutation("abort-keeps-closed", "Nothing can be preserved after an abort.", Profile = "stateful-kho")]
[Breaks("KHO-FINAL-01", "KHO-FINAL-04")]
internal sealed class AbortKeepsClosed : StatefulKhoParts
{
    protected override FinalizeStep CreateFinalizeStep(Kernel kernel) => new Step(kernel);

    private sealed class Step(Kernel kernel) : FinalizeStep(kernel)
    {
        private bool _wasAborted;

        protected override Errno CheckOpen(SetChange change) => _wasAborted ? Errno.EBUSY : base.CheckOpen(change);

        protected override void Drop()
        {
            base.Drop();
            _wasAborted = true;
        }
    }
}
