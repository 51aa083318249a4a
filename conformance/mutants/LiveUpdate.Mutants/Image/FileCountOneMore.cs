using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A session with files counts one more than it has.</summary>
[Mutation("image-file-count-one-more", "A session with files counts one more than it has.")]
[Breaks("ABI-05")]
[SeenInImage]
internal sealed class FileCountOneMore : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteRecord(Session session, Span<byte> entry)
        {
            base.WriteRecord(session, entry);
            SessionRecord record = SessionRecord.Read(entry);
            if (record.FileCount > 0)
            {
                BitConverter.TryWriteBytes(entry[SessionRecord.FileCountOffset..], record.FileCount + 1);
            }
        }
    }
}
