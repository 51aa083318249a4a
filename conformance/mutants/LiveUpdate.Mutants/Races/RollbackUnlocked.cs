using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A reboot that a handler refuses lets others in before it has unfrozen what it froze.</summary>
[Mutation(
    "race-rollback-unlocked",
    "A reboot that a handler refuses lets others in before it has unfrozen what it froze."
)]
[Breaks("LUO-RACE-06", "LUO-REBOOT-06")]
[SeenInRaces]
internal sealed class RollbackUnlocked : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Hasty(kernel);

    private sealed class Hasty(Kernel kernel) : LuoReboot(kernel)
    {
        private bool _isOpen;

        protected override void Rollback(int failed, int frozen)
        {
            base.LetGo();
            _isOpen = true;
            base.Rollback(failed, frozen);
        }

        protected override void LetGo()
        {
            if (!_isOpen)
            {
                base.LetGo();
            }

            _isOpen = false;
        }
    }
}
