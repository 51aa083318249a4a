using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB that nothing depends on is counted.</summary>
[Mutation("image-unused-flb-counted", "An FLB that nothing depends on is counted.")]
[Breaks("LUO-FLB-03", "ABI-05")]
[SeenInImage]
internal sealed class FlbCounted : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteLifecycleBound() =>
            Kernel.Memory.Write64(Kernel.Luo!.FlbPage, FlbHeader.CountOffset, 1);
    }
}
