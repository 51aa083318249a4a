using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A session without files points to some.</summary>
[Mutation("image-empty-session-points-somewhere", "A session without files points to some.")]
[Breaks("ABI-04")]
[SeenInImage]
internal sealed class EmptySessionWithFiles : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteRecord(Session session, Span<byte> entry)
        {
            base.WriteRecord(session, entry);
            SessionRecord record = SessionRecord.Read(entry);
            if (record.FileCount == 0)
            {
                BitConverter.TryWriteBytes(
                    entry[SessionRecord.FilesAddressOffset..],
                    Kernel.Memory.AddressOf(Kernel.Luo!.FlbPage)
                );
            }
        }
    }
}
