using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The file whose freeze failed is unfrozen too.</summary>
[Mutation("reboot-failing-file-unfrozen", "The file whose freeze failed is unfrozen too.")]
[Breaks("LUO-REBOOT-02")]
[SeenInKernel]
internal sealed class UnfreezeOfFailing : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void Rollback(int failed, int frozen) => base.Rollback(failed, frozen + 1);
    }
}
