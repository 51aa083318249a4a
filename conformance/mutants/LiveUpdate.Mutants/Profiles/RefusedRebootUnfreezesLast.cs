using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Only the files of the last session are unfrozen when a notifier refuses the reboot.</summary>
[Mutation(
    "refused-reboot-unfreezes-last",
    "Only the files of the last session are unfrozen when a notifier refuses the reboot.",
    Profile = "stateful-kho"
)]
[SeenInKernel]
[Breaks("KHO-FINAL-08")]
internal sealed class RefusedRebootUnfreezesLast : StatefulKhoParts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void RollbackAll()
        {
            WriteSessionsAddress(0);
            int last = Kernel.Luo!.Outgoing.Sessions.Count - 1;
            if (last >= 0)
            {
                Unfreeze(last, Kernel.Luo.Outgoing.Sessions[last].Files.Files.Count);
            }
        }
    }
}
