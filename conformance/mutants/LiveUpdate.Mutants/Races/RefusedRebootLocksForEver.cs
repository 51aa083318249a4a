using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A reboot that a handler refuses does not wake those who wait for it.</summary>
[Mutation("race-refused-reboot-wakes-nobody", "A reboot that a handler refuses does not wake those who wait for it.")]
[Breaks("LUO-RACE-06")]
[SeenInRaces]
internal sealed class RefusedRebootLocksForEver : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Forgetful(kernel);

    private sealed class Forgetful(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void LetGo()
        {
            // Nobody is told.
        }
    }
}
