using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A failed reboot leaves the address of the sessions in the record.</summary>
[Mutation(
    "HL-15-failed-reboot-keeps-address",
    "A failed reboot leaves the address of the sessions in the record.",
    History = "HL-15"
)]
[Breaks("LUO-REBOOT-04")]
[SeenInKernel]
internal sealed class FailedRebootKeepsAddress : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override Errno Serialize()
        {
            Errno error = base.Serialize();
            if (error != Errno.None)
            {
                WriteSessionsAddress(Kernel.Memory.AddressOf(Kernel.Luo!.RecordPage));
            }

            return error;
        }
    }
}
