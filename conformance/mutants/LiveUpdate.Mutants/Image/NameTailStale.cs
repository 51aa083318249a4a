using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What stands behind a session name is not cleared.</summary>
[Mutation("image-name-tail-stale", "What stands behind a session name is not cleared.")]
[Breaks("ABI-03")]
[SeenInImage]
internal sealed class NameTailStale : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteRecord(Session session, Span<byte> entry)
        {
            base.WriteRecord(session, entry);
            entry[(session.Name.Length + 1)..SessionRecord.NameSize].Fill(0x5A);
        }
    }
}
