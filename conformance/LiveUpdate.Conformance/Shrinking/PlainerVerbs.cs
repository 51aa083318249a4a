using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Operations that can stand in for others and are plainer.</summary>
internal static class PlainerVerbs
{
    /// <summary>The plainer operations that may do as well; each has fewer of them itself.</summary>
    /// <param name="operation">The operation.</param>
    public static IEnumerable<Operation> Of(Operation operation) =>
        operation switch
        {
            CreateTmpfile file =>
            [
                new CreateMemfd(file.Result, file.Size, file.Fill, CreateMemfd.DefaultFlags, ByteString.Empty),
                new CreateMemfd(file.Result, file.Size, file.Fill, 0, ByteString.Empty),
            ],
            WriteFile { At: null } write => [new Seek(write.Target, Math.Max(1, write.Len))],
            ReadFile { At: null } read => [new Seek(read.Target, Math.Max(1, read.Len))],
            Seek { From: not SeekFrom.Set } seek => [new Seek(seek.Target, 1)],
            Reopen reopen => [new Dup(reopen.Result, reopen.Target)],
            Reboot or ColdBoot => [new Kexec(BootParameters.Default)],
            Ioctl ioctl => OfIoctl(ioctl),
            _ => [],
        };

    private static IEnumerable<Operation> OfIoctl(Ioctl ioctl)
    {
        Span<byte> argument = stackalloc byte[72];
        argument.Clear();
        ReadOnlySpan<byte> given = ioctl.Argument.Span;
        given[..Math.Min(given.Length, argument.Length)].CopyTo(argument);
        uint second = BinaryPrimitives.ReadUInt32LittleEndian(argument[4..]);
        ulong token = BinaryPrimitives.ReadUInt64LittleEndian(argument[8..]);
        var name = new ByteString(argument[8..].TrimEnd((byte)0));
        return ioctl.Command switch
        {
            0xba00 when !ioctl.Result.IsNone => [new CreateSession(ioctl.Result, ioctl.Target, name)],
            0xba01 when !ioctl.Result.IsNone => [new RetrieveSession(ioctl.Result, ioctl.Target, name)],
            0xba40 when !ioctl.File.IsNone => [new PreserveFd(ioctl.Target, ioctl.File, token)],
            0xba41 when !ioctl.Result.IsNone => [new RetrieveFd(ioctl.Result, ioctl.Target, token)],
            0xba42 => [new FinishSession(ioctl.Target, second)],
            0xba43 => [new GetName(ioctl.Target, second)],
            _ => [],
        };
    }
}
