using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// A virtual machine's memory while its processor stands at the jump. The scratch array is not yet where the next kernel
/// will find it, so the page that it goes to is shown as it is going to be.
/// </summary>
internal sealed class JumpImage : IWritableImage
{
    private const int PageLength = 4096;

    private readonly GuestMemory _memory;
    private readonly byte[] _scratch = new byte[PageLength];

    /// <summary>An image.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="loaded">Where things are.</param>
    /// <param name="scratch">The scratch array; empty when there is none.</param>
    public JumpImage(GuestMemory memory, LoadedImage loaded, ReadOnlySpan<byte> scratch)
    {
        _memory = memory;
        FdtAddress = loaded.FdtAddress;
        ScratchAddress = loaded.ScratchAddress;
        ScratchLength = (ulong)scratch.Length;
        scratch.CopyTo(_scratch);
    }

    /// <inheritdoc/>
    public int PageSize => PageLength;

    /// <inheritdoc/>
    public ulong FdtAddress { get; }

    /// <inheritdoc/>
    public ulong ScratchAddress { get; }

    /// <inheritdoc/>
    public ulong ScratchLength { get; }

    /// <inheritdoc/>
    public bool TryRead(ulong address, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            int inPage = (int)(address % PageLength);
            int length = Math.Min(target.Length, PageLength - inPage);
            if (!TryGetPage(address - (ulong)inPage, out ReadOnlySpan<byte> page))
            {
                return false;
            }

            page.Slice(inPage, length).CopyTo(target);
            target = target[length..];
            address += (ulong)length;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
    {
        if (address == ScratchAddress && ScratchLength > 0)
        {
            page = _scratch;
            return true;
        }

        page = default;
        if (address % PageLength != 0 || !_memory.TryGet(address, PageLength, out Span<byte> bytes))
        {
            return false;
        }

        page = bytes;
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong address, ReadOnlySpan<byte> bytes)
    {
        if (!_memory.TryGet(address, bytes.Length, out Span<byte> target))
        {
            return false;
        }

        bytes.CopyTo(target);
        return true;
    }
}
