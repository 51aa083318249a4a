using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two retrievals of one token at once both call the handler: neither the session nor the file is locked.</summary>
[Mutation(
    "race-file-retrieved-twice",
    "Two retrievals of one token at once both call the handler: neither the session nor the file is locked."
)]
[Breaks("LUO-RACE-04", "LUO-RACE-05")]
[SeenInRaces]
internal sealed class FilesRetrievedUnlocked : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.File;

    protected override LuoCalls CreateLuoCalls(Kernel kernel) => new Unlocked(kernel);

    private sealed class Unlocked(Kernel kernel) : LuoCalls(kernel)
    {
        protected override void Begin(LuoCall call, Session session)
        {
            if (call != LuoCall.RetrieveFd)
            {
                base.Begin(call, session);
            }
        }

        protected override void End(LuoCall call, Session session)
        {
            if (call != LuoCall.RetrieveFd)
            {
                base.End(call, session);
            }
        }
    }
}
