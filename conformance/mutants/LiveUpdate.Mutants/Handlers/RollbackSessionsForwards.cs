using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The sessions before the one that failed are unfrozen in the order of their making.</summary>
[Mutation(
    "reboot-rollback-sessions-forwards",
    "The sessions before the one that failed are unfrozen in the order of their making."
)]
[Breaks("LUO-REBOOT-02")]
[SeenInKernel]
internal sealed class RollbackSessionsForwards : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void Rollback(int failed, int frozen)
        {
            Unfreeze(failed, frozen);
            for (int i = 0; i < failed; i++)
            {
                Unfreeze(i, Kernel.Luo!.Outgoing.Sessions[i].Files.Files.Count);
            }
        }
    }
}
