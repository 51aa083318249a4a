using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The system calls on files, after the descriptor was looked up (memfd 3).</summary>
/// <remarks>
/// On anything but a file in memory the answer is EINVAL and nothing happens; the contract leaves it open. Overrides may
/// answer differently; a number that they report is installed.
/// </remarks>
public class FileCalls
{
    private const uint MfdCloexec = 0x1;
    private const uint MfdAllowSealing = 0x2;
    private const uint MfdHugetlb = 0x4;
    private const uint MfdNoexecSeal = 0x8;
    private const uint MfdExec = 0x10;
    private const int LongestMemfdName = 249;
    private const ulong MaxMapping = 1UL << 46;

    private static readonly ByteString TmpfsName = ByteString.Of("/dev/shm/file");

    /// <summary>The calls of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public FileCalls(Kernel kernel) => Kernel = kernel;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>memfd_create, ftruncate, and a write of the fill pattern.</summary>
    /// <param name="memfd">The operation.</param>
    /// <param name="number">The new descriptor.</param>
    protected internal virtual Errno CreateMemfd(CreateMemfd memfd, out int number)
    {
        number = -1;
        uint flags = (uint)memfd.Flags;
        if (!AreValid(flags) || memfd.Name.Length > LongestMemfdName)
        {
            return Errno.EINVAL;
        }

        Errno error = Kernel.Descriptors.Reserve(out number);
        if (error != Errno.None)
        {
            return error;
        }

        if (Kernel.Faults.Fails("file"))
        {
            return NoMemory(ref number);
        }

        bool noexec = (flags & MfdNoexecSeal) != 0;
        uint seals =
            noexec ? Seals.Exec
            : (flags & MfdAllowSealing) != 0 ? 0
            : Seals.Seal;
        ByteString name = MemfdName(memfd.Name);
        uint mode = noexec ? 0x1B6u : 0x1FFu;
        MemoryFile file =
            (flags & MfdHugetlb) != 0
                ? Kernel.Parts.CreateHugetlbFile(Kernel, name, mode, seals)
                : Kernel.Parts.CreateMemoryFile(Kernel, name, mode, seals);
        return Fill(file, memfd.Size, memfd.Fill, (flags & MfdCloexec) != 0, ref number);
    }

    /// <summary>A file on tmpfs, with or without a name.</summary>
    /// <param name="tmpfile">The operation.</param>
    /// <param name="number">The new descriptor.</param>
    protected internal virtual Errno CreateTmpfile(CreateTmpfile tmpfile, out int number)
    {
        Errno error = Kernel.Descriptors.Reserve(out number);
        if (error != Errno.None)
        {
            return error;
        }

        if (Kernel.Faults.Fails("file"))
        {
            return NoMemory(ref number);
        }

        MemoryFile file = Kernel.Parts.CreateMemoryFile(Kernel, TmpfsName, 0x180, Seals.Seal);
        error = Fill(file, tmpfile.Size, tmpfile.Fill, closeOnExec: false, ref number);
        if (error == Errno.None && tmpfile.Linked != 0)
        {
            file.Links = 1;
            Kernel.AddName(file);
        }

        return error;
    }

    /// <summary>Removes the name of a tmpfs file.</summary>
    /// <param name="file">The open file.</param>
    protected internal virtual Errno Unlink(OpenFile file)
    {
        if (file.Memory is null || file.Memory.Links == 0)
        {
            return Errno.ENOENT;
        }

        file.Memory.Unlink();
        return Errno.None;
    }

    /// <summary>Opens the same file again, with a position of its own.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="flags">The open flags.</param>
    /// <param name="number">The new descriptor.</param>
    protected internal virtual Errno Reopen(OpenFile file, uint flags, out int number)
    {
        Errno error = Kernel.Descriptors.Reserve(out number);
        if (error == Errno.None && file.Memory is null)
        {
            Kernel.Descriptors.Release(number);
            number = -1;
            error = Errno.ENXIO;
        }

        if (error != Errno.None)
        {
            return error;
        }

        if (Kernel.Faults.Fails("file"))
        {
            return NoMemory(ref number);
        }

        file.Memory!.Get();
        uint status = (flags & OpenFile.PathOnly) != 0 ? OpenFile.PathOnly : flags | OpenFile.LargeFile;
        var opened = new OpenFile(OpenFileKind.Memory, status) { Memory = file.Memory };
        Kernel.Descriptors.Install(number, opened, closeOnExec: false);
        return Errno.None;
    }

    /// <summary>write and pwrite.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="write">The operation.</param>
    /// <param name="written">How many bytes were written.</param>
    protected internal virtual Errno Write(OpenFile file, WriteFile write, out ulong written)
    {
        written = 0;
        if (file.Memory is null)
        {
            return Errno.EINVAL;
        }

        if (!file.CanWrite)
        {
            return Errno.EBADF;
        }

        if (write.At > MemoryFile.MaxSize)
        {
            return Errno.EINVAL;
        }

        if (write.Len == 0)
        {
            return Errno.None;
        }

        bool appends = (file.Status & OpenFile.Append) != 0;
        ulong at = appends ? file.Memory.Size : write.At ?? file.Position;
        Errno error = file.Memory.Write(at, write.Len, write.Fill, out written);
        if (error == Errno.None && write.At is null)
        {
            file.Position = at + written;
        }

        return error;
    }

    /// <summary>read and pread.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="read">The operation.</param>
    /// <param name="runs">Receives the contents.</param>
    /// <param name="length">How many bytes there were.</param>
    protected internal virtual Errno Read(OpenFile file, ReadFile read, ContentRuns runs, out ulong length)
    {
        length = 0;
        if (file.Memory is null)
        {
            return Errno.EINVAL;
        }

        if (!file.CanRead)
        {
            return Errno.EBADF;
        }

        if (read.At > MemoryFile.MaxSize)
        {
            return Errno.EINVAL;
        }

        length = file.Memory.Read(read.At ?? file.Position, read.Len, runs);
        if (read.At is null)
        {
            file.Position += length;
        }

        return Errno.None;
    }

    /// <summary>lseek.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="seek">The operation.</param>
    protected internal virtual Errno Seek(OpenFile file, Seek seek)
    {
        if (file.Memory is null)
        {
            return Errno.EINVAL;
        }

        ulong origin = seek.From switch
        {
            SeekFrom.Cur => file.Position,
            SeekFrom.End => file.Memory.Size,
            _ => 0,
        };
        Int128 target = (Int128)origin + (long)seek.To;
        if (target < 0 || target > (Int128)MemoryFile.MaxSize)
        {
            return Errno.EINVAL;
        }

        file.Position = (ulong)target;
        return Errno.None;
    }

    /// <summary>ftruncate.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="size">The new size.</param>
    protected internal virtual Errno Truncate(OpenFile file, ulong size) =>
        file.Memory is null || !file.CanWrite || size > MemoryFile.MaxSize ? Errno.EINVAL
        : file.Memory.IsHugetlb && size != 0 ? Errno.EINVAL
        : file.Memory.Truncate(size);

    /// <summary>fallocate.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="fallocate">The operation.</param>
    protected internal virtual Errno Fallocate(OpenFile file, Fallocate fallocate)
    {
        if (file.Memory is null || fallocate.Len is 0 or > MemoryFile.MaxSize || fallocate.At > MemoryFile.MaxSize)
        {
            return Errno.EINVAL;
        }

        if (fallocate.Mode is not (0 or 1 or 3))
        {
            return Errno.EOPNOTSUPP;
        }

        if (!file.CanWrite)
        {
            return Errno.EBADF;
        }

        if (fallocate.At + fallocate.Len > MemoryFile.MaxSize)
        {
            return Errno.EFBIG;
        }

        return file.Memory.Fallocate(fallocate.Mode == 3, fallocate.Mode != 0, fallocate.At, fallocate.Len);
    }

    /// <summary>F_ADD_SEALS.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="seals">The seals.</param>
    protected internal virtual Errno AddSeals(OpenFile file, uint seals) =>
        file.Memory is null ? Errno.EINVAL
        : !file.CanWrite ? Errno.EPERM
        : file.Memory.AddSeals(seals);

    /// <summary>mmap, shared and writable.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="mapping">The mapping.</param>
    protected internal virtual Errno Map(OpenFile file, out Mapping? mapping)
    {
        mapping = null;
        if (file.Memory is null || file.Memory.Size == 0)
        {
            return Errno.EINVAL;
        }

        if (!file.CanRead || !file.CanWrite)
        {
            return Errno.EACCES;
        }

        if ((file.Memory.Seals & (Seals.Write | Seals.FutureWrite)) != 0)
        {
            return Errno.EPERM;
        }

        if (file.Memory.Size > MaxMapping || Kernel.Faults.Fails("mapping"))
        {
            return Errno.ENOMEM;
        }

        file.Memory.Get();
        file.Memory.WritableMappings++;
        mapping = new Mapping(file.Memory, file.Memory.Size);
        return Errno.None;
    }

    /// <summary>munmap.</summary>
    /// <param name="mapping">The mapping.</param>
    protected internal virtual void Unmap(Mapping mapping)
    {
        mapping.File.WritableMappings--;
        mapping.File.Put();
    }

    /// <summary>A store through a mapping (MEMFD-02).</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="store">The operation.</param>
    protected internal virtual Errno Store(Mapping mapping, Store store)
    {
        ulong limit = Math.Min(mapping.Length, mapping.File.Size);
        return store.Len > limit || store.At > limit - store.Len
            ? Errno.ERANGE
            : mapping.File.Store(store.At, store.Len, store.Fill);
    }

    /// <summary>fstat of a file in memory.</summary>
    /// <param name="file">The file.</param>
    protected internal virtual Outcome Stat(MemoryFile file) =>
        Outcome.Success([
            new FieldValue(Field.Size, file.Size),
            new FieldValue(Field.Blocks, file.Blocks),
            new FieldValue(Field.Mode, file.Mode),
            new FieldValue(Field.Links, (ulong)file.Links),
        ]);

    /// <summary>The link of a descriptor in /proc/self/fd (LUO-SESS-07).</summary>
    /// <param name="file">The open file.</param>
    protected internal virtual ByteString Readlink(OpenFile file) =>
        file.Kind switch
        {
            OpenFileKind.Session => Join("anon_inode:[luo_session] "u8, file.Session!.Name.Span, default),
            OpenFileKind.Device => ByteString.Of("/dev/liveupdate"),
            OpenFileKind.Memory => Join(
                default,
                file.Memory!.Name.Span,
                file.Memory.Links == 0 ? " (deleted)"u8 : default
            ),
            _ => ByteString.Of("/dev/null"),
        };

    private Errno NoMemory(ref int number)
    {
        Kernel.Descriptors.Release(number);
        number = -1;
        return Errno.ENOMEM;
    }

    private static ByteString MemfdName(ByteString name) =>
        name.Length == 0 ? EmptyMemfdName : Join("/memfd:"u8, name.Span, default);

    private static readonly ByteString EmptyMemfdName = ByteString.Of("/memfd:");

    private static ByteString Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var bytes = new byte[first.Length + second.Length + third.Length];
        first.CopyTo(bytes);
        second.CopyTo(bytes.AsSpan(first.Length));
        third.CopyTo(bytes.AsSpan(first.Length + second.Length));
        return new ByteString(bytes);
    }

    private static bool AreValid(uint flags)
    {
        uint known = MfdCloexec | MfdAllowSealing | MfdHugetlb | MfdNoexecSeal | MfdExec;
        if ((flags & MfdHugetlb) != 0)
        {
            // The size of a huge page may be asked for in the upper bits.
            known |= 0x3Fu << 26;
        }

        return (flags & ~known) == 0 && (flags & (MfdNoexecSeal | MfdExec)) != (MfdNoexecSeal | MfdExec);
    }

    private Errno Fill(MemoryFile file, ulong size, byte? fill, bool closeOnExec, ref int number)
    {
        Errno error = Errno.None;
        if (size != 0)
        {
            if (size > MemoryFile.MaxSize || file.IsHugetlb)
            {
                error = Errno.EINVAL;
            }
            else
            {
                file.SetSize(size);
                error =
                    fill is null ? Errno.None
                    : Kernel.Faults.Fails("contents") ? Errno.ENOMEM
                    : file.Store(0, size, fill.Value);
            }
        }

        if (error != Errno.None)
        {
            file.Put();
            Kernel.Descriptors.Release(number);
            number = -1;
            return error;
        }

        var opened = new OpenFile(OpenFileKind.Memory, OpenFile.ReadWrite | OpenFile.LargeFile) { Memory = file };
        Kernel.Descriptors.Install(number, opened, closeOnExec);
        return Errno.None;
    }
}
