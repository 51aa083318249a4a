using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Only the session in which a freeze failed is unfrozen.</summary>
[Mutation("reboot-rollback-of-one-session", "Only the session in which a freeze failed is unfrozen.")]
[Breaks("LUO-REBOOT-02")]
[SeenInKernel]
internal sealed class RollbackOfOneSession : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void Rollback(int failed, int frozen) => Unfreeze(failed, frozen);
    }
}
