using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A session that ends while it is frozen is cancelled and not unfrozen.</summary>
[Mutation(
    "close-skips-unfreeze",
    "A session that ends while it is frozen is cancelled and not unfrozen.",
    Profile = "luo-v4"
)]
[SeenInKernel]
[Breaks("LUO-STATE-10")]
internal sealed class FrozenSessionJustCancelled : LuoV4Parts
{
    protected override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new Sessions(kernel);

    private sealed class Sessions(Kernel kernel) : StagedSessions(kernel)
    {
        protected override void Withdraw(StagedFiles files)
        {
            if (IsPrepared)
            {
                CancelAll(files);
            }
        }
    }
}
