using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A reboot that finds another one going on has frozen and written down everything before it looks.</summary>
[Mutation(
    "race-busy-reboot-freezes",
    "A reboot that finds another one going on has frozen and written down everything before it looks."
)]
[Breaks("LUO-REBOOT-08")]
[SeenInRaces]
internal sealed class BusyRebootFreezes : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Open(kernel);

    protected override bool BeginsKexec(Kernel kernel)
    {
        bool isFree = base.BeginsKexec(kernel);
        if (!isFree)
        {
            ((Open)kernel.Luo!.Reboot).Disturb();
        }

        return isFree;
    }

    private sealed class Open(Kernel kernel) : LuoReboot(kernel)
    {
        public void Disturb() => Serialize();
    }
}
