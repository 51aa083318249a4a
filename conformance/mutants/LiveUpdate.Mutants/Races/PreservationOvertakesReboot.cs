using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD does not wait while a reboot serializes the sessions.</summary>
[Mutation("race-preservation-overtakes-reboot", "PRESERVE_FD does not wait while a reboot serializes the sessions.")]
[Breaks("LUO-REBOOT-06")]
[SeenInRaces]
internal sealed class PreservationOvertakesReboot : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Unaware(kernel);

    private sealed class Unaware(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void Begin(LuoCall call)
        {
            if (call != LuoCall.PreserveFd)
            {
                base.Begin(call);
            }
        }

        protected override void End(LuoCall call)
        {
            if (call != LuoCall.PreserveFd)
            {
                base.End(call);
            }
        }
    }
}
