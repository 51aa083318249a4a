using System.Globalization;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace LiveUpdate.Targets;

/// <summary>The memory of a virtual machine, shared with QEMU: a memfd, so that nothing of it is left when both have ended.</summary>
internal sealed unsafe class GuestMemory : IDisposable
{
    private const ulong Mebibyte = 1 << 20;

    /// <summary>The machine type q35 splits its memory when there is at least this much; what is above goes to 4 GiB.</summary>
    private const int SplitFrom = 2816;
    private const int LowWhenSplit = 2048;
    private const ulong High = 4096 * Mebibyte;

    private readonly SafeFileHandle _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _first;
    private readonly ulong _size;
    private readonly ulong _low;

    /// <summary>Makes the memory, all zeros.</summary>
    /// <param name="mebibytes">Its size in MiB.</param>
    /// <exception cref="IOException">There is no memfd of that size.</exception>
    public GuestMemory(int mebibytes)
    {
        _size = (ulong)mebibytes * Mebibyte;
        _low = (ulong)LowMebibytes(mebibytes) * Mebibyte;
        _file = Native.CreateMemoryFile("luoconf-guest");
        RandomAccess.SetLength(_file, (long)_size);
        _map = MemoryMappedFile.CreateFromFile(
            _file,
            null,
            (long)_size,
            MemoryMappedFileAccess.ReadWrite,
            HandleInheritability.None,
            leaveOpen: true
        );
        _view = _map.CreateViewAccessor(0, (long)_size, MemoryMappedFileAccess.ReadWrite);
        byte* first = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        _first = first;
    }

    /// <summary>A path by which QEMU opens the memory while this process lives.</summary>
    public string Path =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/proc/{Environment.ProcessId}/fd/{(int)_file.DangerousGetHandle()}"
        );

    /// <summary>How much of a machine's memory lies below 4 GiB, in MiB.</summary>
    /// <param name="mebibytes">All its memory in MiB.</param>
    public static int LowMebibytes(int mebibytes) => mebibytes >= SplitFrom ? LowWhenSplit : mebibytes;

    /// <summary>Looks at memory where it lies.</summary>
    /// <param name="address">The physical address of the first byte.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="bytes">The bytes; what is written there the guest sees.</param>
    /// <returns>Whether all of it is memory.</returns>
    public bool TryGet(ulong address, int length, out Span<byte> bytes)
    {
        bytes = default;
        bool isLow = address < _low;
        ulong offset =
            isLow ? address
            : address >= High ? address - High + _low
            : ulong.MaxValue;
        ulong end = isLow ? _low : _size;
        if (offset >= end || (ulong)length > end - offset)
        {
            return false;
        }

        bytes = new Span<byte>(_first + offset, length);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }
}
