using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A range of which a block cannot be recorded leaves those before it in the tracker.</summary>
[Mutation(
    "failed-range-stays-recorded",
    "A range of which a block cannot be recorded leaves those before it in the tracker."
)]
[Breaks("KHO-PRES-07")]
[SeenByProbe]
[SeenInAccounts]
internal sealed class FailedRangeStaysRecorded : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        private bool _isFailing;

        public override Errno PreservePages(int page, int count)
        {
            _isFailing = true;
            Errno error = base.PreservePages(page, count);
            _isFailing = false;
            return error;
        }

        public override void UnpreservePages(int page, int count)
        {
            if (!_isFailing)
            {
                base.UnpreservePages(page, count);
            }
        }
    }
}
