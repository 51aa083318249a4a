using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The rollback forgets the file before the one that failed.</summary>
[Mutation("reboot-rollback-forgets-last", "The rollback forgets the file before the one that failed.")]
[Breaks("LUO-REBOOT-02")]
[SeenInKernel]
internal sealed class RollbackForgetsLast : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void Rollback(int failed, int frozen) => base.Rollback(failed, Math.Max(0, frozen - 1));
    }
}
