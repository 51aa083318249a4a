using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The image has room for 47 bytes of a name, as it has for a handler.</summary>
[Mutation("session-name-cut-in-image", "The image has room for 47 bytes of a name, as it has for a handler.")]
[Breaks("LUO-SESS-04", "LUO-SESS-07")]
internal sealed class NameCutInImage : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteRecord(Session session, Span<byte> entry)
        {
            base.WriteRecord(session, entry);
            SessionRecord record = SessionRecord.Read(entry);
            new SessionRecord
            {
                Name = record.Name[..Math.Min(record.Name.Length, 47)],
                FilesAddress = record.FilesAddress,
                FileCount = record.FileCount,
            }.WriteTo(entry);
        }
    }
}
