using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Closing a session does not wait while a reboot serializes the sessions.</summary>
[Mutation("race-close-overtakes-reboot", "Closing a session does not wait while a reboot serializes the sessions.")]
[Breaks("LUO-REBOOT-06")]
[SeenInRaces]
internal sealed class CloseOvertakesReboot : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Unaware(kernel);

    private sealed class Unaware(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void Begin(LuoCall call)
        {
            if (call != LuoCall.Release)
            {
                base.Begin(call);
            }
        }

        protected override void End(LuoCall call)
        {
            if (call != LuoCall.Release)
            {
                base.End(call);
            }
        }
    }
}
