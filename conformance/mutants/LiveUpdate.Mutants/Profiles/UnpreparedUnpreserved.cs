using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A jump that nobody prepared unpreserves every file.</summary>
[Mutation("unprepared-unpreserved", "A jump that nobody prepared unpreserves every file.", Profile = "luo-v4")]
[SeenInKernel]
[Breaks("LUO-STATE-12")]
internal sealed class UnpreparedUnpreserved : LuoV4Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : StagedReboot(kernel)
    {
        protected override void Abandon(StagedSessions sessions)
        {
            while (sessions.Sessions.Count > 0)
            {
                Close(sessions, sessions.Sessions[^1]);
            }

            base.Abandon(sessions);
        }
    }
}
