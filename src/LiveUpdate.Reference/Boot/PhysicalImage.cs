using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>The machine's memory as it is seen from outside at a jump.</summary>
internal sealed class PhysicalImage : IWritableImage
{
    private readonly PhysicalMemory _memory;
    private readonly KhoBootData _handover;

    public PhysicalImage(PhysicalMemory memory, KhoBootData handover)
    {
        _memory = memory;
        _handover = handover;
    }

    public int PageSize => _memory.Geometry.PageSize;

    public ulong FdtAddress => _handover.FdtAddress;

    public ulong ScratchAddress => _handover.ScratchAddress;

    public ulong ScratchLength => _handover.ScratchLength;

    public bool TryRead(ulong address, Span<byte> target) => _memory.TryRead(address, target);

    public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page)
    {
        page = default;
        if (!_memory.Geometry.IsPageAligned(address) || address >= _memory.Size)
        {
            return false;
        }

        page = _memory.Page((int)(address >> _memory.Geometry.PageShift));
        return true;
    }

    public bool TryWrite(ulong address, ReadOnlySpan<byte> bytes)
    {
        if (!_memory.Contains(address, (ulong)bytes.Length))
        {
            return false;
        }

        _memory.Write(address, bytes);
        return true;
    }
}
