using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The FLB page is not named when no FLB is in use.</summary>
[Mutation("image-flb-page-missing", "The FLB page is not named when no FLB is in use.")]
[Breaks("ABI-01")]
[SeenInImage]
internal sealed class FlbPageMissing : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteLifecycleBound() =>
            Kernel.Memory.Write64(Kernel.Luo!.RecordPage, LuoHeader.FlbsAddressOffset, 0);
    }
}
