using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Files stay frozen when a notifier refuses the reboot.</summary>
[Mutation(
    "refused-reboot-stays-frozen",
    "Files stay frozen when a notifier refuses the reboot.",
    Profile = "stateful-kho"
)]
[SeenInKernel]
[Breaks("KHO-FINAL-08")]
internal sealed class RefusedRebootStaysFrozen : StatefulKhoParts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void RollbackAll() => WriteSessionsAddress(0);
    }
}
