using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Operations that can stand in for others and are plainer.</summary>
internal static class PlainerVerbs
{
    /// <summary>MFD_NOEXEC_SEAL: the seal EXEC from the beginning.</summary>
    private const uint NoExecSeal = 8;

    /// <summary>A file of that size can be preserved.</summary>
    private const ulong LargestSure = 256UL << 20;

    /// <summary>A file of that size may be more than memory can describe.</summary>
    private const ulong TooLarge = 1UL << 32;

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
            RetrieveSession retrieve => [new CreateSession(retrieve.Result, retrieve.Device, retrieve.Name)],
            RetrieveFd retrieve =>
            [
                new CreateMemfd(retrieve.Result, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty),
            ],
            WriteFile { At: null } write => [new Seek(write.Target, Math.Max(1, write.Len))],
            ReadFile { At: null } read => [new Seek(read.Target, Math.Max(1, read.Len))],
            Seek { From: not SeekFrom.Set } seek => [new Seek(seek.Target, 1)],
            Reopen reopen => [new Dup(reopen.Result, reopen.Target)],
            CreateHandlerFile file =>
            [
                new CreateMemfd(file.Result, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty),
            ],
            KhoRestoreFolio restore => [new KhoFolio(restore.Result, 0, null)],
            KhoRestorePages restore =>
            [
                new KhoFolio(restore.Result, 0, null),
                new KhoPages(restore.Result, Math.Clamp(restore.Count, 1, KernelLimits.MaxPages), null),
            ],
            // Of an incoming session, where closing it finishes it; the fault may be one of finishing.
            Close close => [new FinishSession(close.Target)],
            ColdBoot cold => [new Kexec(cold.Parameters), new Kexec(BootParameters.Default)],
            Reboot => [new Kexec(BootParameters.Default)],
            Ioctl ioctl => OfIoctl(ioctl),
            _ => [],
        };

    /// <summary>One operation that may do as well as two.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="second">The second.</param>
    /// <returns>What may stand in the place of the first, or in that of the second; nothing when they do not fit.</returns>
    public static IEnumerable<(Operation? First, Operation? Second)> Folded(Operation first, Operation second)
    {
        if (first is Load { Kind: ImageKind.File } load && (second is Kexec or Reboot))
        {
            yield return (null, new Kexec(load.Parameters));
        }
        else if (first is Mmap map && second is Store store && store.Mapping == map.Result)
        {
            yield return (null, new WriteFile(map.Target, store.At, store.Len, store.Fill));
        }
        else if (first is CreateMemfd memfd)
        {
            foreach (Operation folded in IntoFile(memfd, second))
            {
                yield return (folded, null);
            }
        }
    }

    private static IEnumerable<Operation> IntoFile(CreateMemfd memfd, Operation second)
    {
        if (second is Close && memfd.Size <= LargestSure)
        {
            // What is undone by a close is undone by a failure too.
            yield return memfd with
            {
                Size = TooLarge,
                Fill = null,
            };
        }

        if (second is AddSeals)
        {
            // A memfd that is made without MFD_ALLOW_SEALING has F_SEAL_SEAL, and after a kexec it is another that is sealed.
            yield return memfd with
            {
                Flags = 0,
            };
            yield return memfd with
            {
                Flags = NoExecSeal,
            };
        }

        ulong? size = second switch
        {
            WriteFile write when write.Target == memfd.Result => (write.At ?? 0) + write.Len,
            Truncate truncate when truncate.Target == memfd.Result => truncate.Size,
            Fallocate { Mode: 0 } fallocate when fallocate.Target == memfd.Result => fallocate.At + fallocate.Len,
            _ => null,
        };
        if (size is not { } bytes || bytes > 8UL << 20)
        {
            yield break;
        }

        bytes = Math.Max(memfd.Size, bytes);
        yield return memfd with
        {
            Size = bytes,
        };
        if (second is WriteFile filling)
        {
            yield return memfd with
            {
                Size = bytes,
                Fill = filling.Fill,
            };
            yield return memfd with
            {
                Size = 1,
                Fill = Math.Max((byte)1, filling.Fill),
            };
        }
    }

    private static IEnumerable<Operation> OfIoctl(Ioctl ioctl) =>
        [.. WithoutResult(ioctl), .. AsVerb(ioctl), .. WithLeastFrame(ioctl), Trimmed(ioctl)];

    /// <summary>The same bytes, with the zeros at their end only counted.</summary>
    private static Ioctl Trimmed(Ioctl ioctl) => SharedValues.WithArgument(ioctl, ioctl.Argument.Span);

    private static IEnumerable<Operation> WithoutResult(Ioctl ioctl) =>
        ioctl.Result.IsNone ? [] : [ioctl with { Result = default }];

    /// <summary>The same call with the size of its structure, or one byte more.</summary>
    private static IEnumerable<Operation> WithLeastFrame(Ioctl ioctl)
    {
        int least = Probes.LeastSize(ioctl.Command);
        byte[] argument = SharedValues.Padded(ioctl.Argument, least + 1);
        if (least == 0 || BinaryPrimitives.ReadUInt32LittleEndian(argument) <= least + 1)
        {
            yield break;
        }

        foreach ((int size, byte excess) in new (int, byte)[] { (least, 0), (least + 1, 0), (least + 1, 1) })
        {
            byte[] framed = argument[..size];
            BinaryPrimitives.WriteUInt32LittleEndian(framed, (uint)size);
            framed[^1] = size > least ? excess : framed[^1];
            yield return SharedValues.WithArgument(ioctl with { Length = (ulong)size }, framed);
        }
    }

    private static IEnumerable<Operation> AsVerb(Ioctl ioctl)
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
