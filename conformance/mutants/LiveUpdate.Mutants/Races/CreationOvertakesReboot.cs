using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION does not wait while a reboot serializes the sessions.</summary>
[Mutation("race-creation-overtakes-reboot", "CREATE_SESSION does not wait while a reboot serializes the sessions.")]
[Breaks("LUO-REBOOT-06")]
[SeenInRaces]
internal sealed class CreationOvertakesReboot : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Unaware(kernel);

    private sealed class Unaware(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void Begin(LuoCall call)
        {
            if (call != LuoCall.CreateSession)
            {
                base.Begin(call);
            }
        }

        protected override void End(LuoCall call)
        {
            if (call != LuoCall.CreateSession)
            {
                base.End(call);
            }
        }
    }
}
