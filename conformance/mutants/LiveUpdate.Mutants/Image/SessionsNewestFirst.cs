using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Sessions are written with the newest first.</summary>
[Mutation("image-sessions-newest-first", "Sessions are written with the newest first.")]
[Breaks("ABI-03")]
[SeenInImage]
internal sealed class SessionsNewestFirst : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteRecord(Session session, Span<byte> entry)
        {
            IReadOnlyList<Session> sessions = Kernel.Luo!.Outgoing.Sessions;
            int index = 0;
            while (sessions[index] != session)
            {
                index++;
            }

            base.WriteRecord(sessions[^(index + 1)], entry);
        }
    }
}
