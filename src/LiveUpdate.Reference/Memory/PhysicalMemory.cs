using System.Buffers.Binary;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>The machine's memory: bytes by physical address, and the only thing that outlives a kernel.</summary>
/// <remarks>
/// <para>The address space is sparse: a page costs nothing until it is written. A page that holds one byte over and over,
/// as fresh and filled pages do, is kept as that byte; every other page has a frame of its own, taken from slabs that are
/// used again from one machine to the next. A frame remembers which part of it was written, so that clearing and scanning
/// a page costs what was written, not what a page holds.</para>
/// <para>Pages are addressed by page frame number. Not for use from several threads.</para>
/// </remarks>
public sealed class PhysicalMemory
{
    private const int SectionShift = 9;
    private const int SectionPages = 1 << SectionShift;
    private const int SlabFrames = 32;
    private const int KeptSlabs = 512;

    private static readonly Lock UniformLock = new();
    private static readonly byte[]?[] Uniform = new byte[256][];

    private readonly Frame[]?[] _sections;
    private readonly List<int> _touched = new(256);
    private readonly List<byte[]> _slabs = [];
    private int[] _freeFrames = new int[SlabFrames];
    private int _freeCount;

    /// <summary>Memory of the given size, all zero.</summary>
    /// <param name="geometry">The page size.</param>
    /// <param name="size">The size in bytes, a multiple of the page size below 2^31 pages.</param>
    public PhysicalMemory(PageGeometry geometry, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, (ulong)int.MaxValue << geometry.PageShift);
        Geometry = geometry;
        PageCount = (int)(size >> geometry.PageShift);
        _sections = new Frame[]?[(PageCount + SectionPages - 1) >> SectionShift];
    }

    /// <summary>The page size and what follows from it.</summary>
    public PageGeometry Geometry { get; }

    /// <summary>How many pages there are; page frame numbers are below it.</summary>
    public int PageCount { get; }

    /// <summary>The size in bytes.</summary>
    public ulong Size => (ulong)PageCount << Geometry.PageShift;

    /// <summary>Whether every byte of a range exists.</summary>
    /// <param name="address">The physical address of the first byte.</param>
    /// <param name="length">How many bytes.</param>
    public bool Contains(ulong address, ulong length) => length <= Size && address <= Size - length;

    /// <summary>The physical address of a page.</summary>
    /// <param name="page">The page frame number.</param>
    public ulong AddressOf(int page) => (ulong)page << Geometry.PageShift;

    /// <summary>The page that starts at an address, if there is one.</summary>
    /// <param name="address">A physical address that nobody has checked.</param>
    /// <param name="page">The page frame number.</param>
    /// <returns>Whether the address is that of a page's first byte, inside the memory and not 0.</returns>
    public bool TryPage(ulong address, out int page)
    {
        page = (int)(address >> Geometry.PageShift);
        return address != 0 && Geometry.IsPageAligned(address) && address < Size;
    }

    /// <summary>The bytes of a page.</summary>
    /// <param name="page">The page frame number.</param>
    public ReadOnlySpan<byte> Page(int page)
    {
        Frame[]? section = _sections[page >> SectionShift];
        if (section is null)
        {
            return UniformPage(0)[..Geometry.PageSize];
        }

        ref Frame frame = ref section[page & (SectionPages - 1)];
        return frame.Buffer == 0 ? UniformPage(frame.Value)[..Geometry.PageSize] : Bytes(frame.Buffer);
    }

    /// <summary>The part of a page outside of which all bytes are zero.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="offset">Where the part starts in the page.</param>
    public ReadOnlySpan<byte> Extent(int page, out int offset)
    {
        offset = 0;
        Frame[]? section = _sections[page >> SectionShift];
        if (section is null)
        {
            return default;
        }

        ref Frame frame = ref section[page & (SectionPages - 1)];
        if (frame.Buffer == 0)
        {
            return frame.Value == 0 ? default : UniformPage(frame.Value)[..Geometry.PageSize];
        }

        offset = Math.Min(frame.Low, frame.High);
        return Bytes(frame.Buffer)[offset..frame.High];
    }

    /// <summary>Whether a page is known to hold one byte over and over.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="value">The byte.</param>
    public bool TryUniform(int page, out byte value)
    {
        ref Frame frame = ref At(page);
        value = frame.Value;
        return frame.Buffer == 0;
    }

    /// <summary>A part of a page, for writing.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="offset">Where the part starts in the page.</param>
    /// <param name="length">How many bytes; nothing else of the page may be written.</param>
    public Span<byte> Edit(int page, int offset, int length)
    {
        ref Frame frame = ref At(page);
        if (frame.Buffer == 0)
        {
            Materialize(page, ref frame);
        }

        frame.Low = Math.Min(frame.Low, offset);
        frame.High = Math.Max(frame.High, offset + length);
        int buffer = frame.Buffer - 1;
        int start = buffer % SlabFrames * Geometry.PageSize + offset;
        return _slabs[buffer / SlabFrames].AsSpan(start, length);
    }

    /// <summary>Fills a whole page with one byte.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="value">The byte.</param>
    public void Fill(int page, byte value)
    {
        ref Frame frame = ref At(page);
        if (frame.Buffer != 0)
        {
            ReleaseBuffer(ref frame);
        }

        frame.Value = value;
        Touch(page, ref frame);
    }

    /// <summary>Fills a whole page with zeros.</summary>
    /// <param name="page">The page frame number.</param>
    public void Clear(int page)
    {
        Frame[]? section = _sections[page >> SectionShift];
        if (section is null)
        {
            return;
        }

        ref Frame frame = ref section[page & (SectionPages - 1)];
        if (frame.Buffer != 0)
        {
            ReleaseBuffer(ref frame);
        }

        frame.Value = 0;
    }

    /// <summary>A 64-bit number at an offset in a page.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="offset">The offset in bytes.</param>
    public ulong Read64(int page, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Page(page)[offset..]);

    /// <summary>Writes a 64-bit number at an offset in a page.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="offset">The offset in bytes.</param>
    /// <param name="value">The number.</param>
    public void Write64(int page, int offset, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(Edit(page, offset, sizeof(ulong)), value);

    /// <summary>Reads bytes across pages.</summary>
    /// <param name="address">The physical address of the first byte; nobody needs to have checked it.</param>
    /// <param name="target">Where the bytes go.</param>
    /// <returns>Whether all of them exist.</returns>
    public bool TryRead(ulong address, Span<byte> target)
    {
        if (!Contains(address, (ulong)target.Length))
        {
            return false;
        }

        while (!target.IsEmpty)
        {
            ReadOnlySpan<byte> rest = Page((int)(address >> Geometry.PageShift))[
                (int)(address & (ulong)(Geometry.PageSize - 1))..
            ];
            rest = rest[..Math.Min(rest.Length, target.Length)];
            rest.CopyTo(target);
            target = target[rest.Length..];
            address += (ulong)rest.Length;
        }

        return true;
    }

    /// <summary>Writes bytes across pages.</summary>
    /// <param name="address">The physical address of the first byte.</param>
    /// <param name="source">The bytes.</param>
    public void Write(ulong address, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            int offset = (int)(address & (ulong)(Geometry.PageSize - 1));
            int length = Math.Min(source.Length, Geometry.PageSize - offset);
            source[..length].CopyTo(Edit((int)(address >> Geometry.PageShift), offset, length));
            source = source[length..];
            address += (ulong)length;
        }
    }

    /// <summary>Makes all memory zero again, as after a power cycle.</summary>
    public void Reset()
    {
        foreach (int page in _touched)
        {
            ref Frame frame = ref _sections[page >> SectionShift]![page & (SectionPages - 1)];
            if (frame.Buffer != 0)
            {
                ReleaseBuffer(ref frame);
            }

            frame = default;
        }

        _touched.Clear();
        if (_slabs.Count > KeptSlabs)
        {
            _slabs.Clear();
            _freeCount = 0;
        }
    }

    private static ReadOnlySpan<byte> UniformPage(byte value)
    {
        byte[]? page = Volatile.Read(ref Uniform[value]);
        return page ?? MakeUniformPage(value);
    }

    private static byte[] MakeUniformPage(byte value)
    {
        lock (UniformLock)
        {
            byte[]? page = Uniform[value];
            if (page is null)
            {
                page = new byte[PageGeometry.SixtyFourKiB.PageSize];
                Array.Fill(page, value);
                Volatile.Write(ref Uniform[value], page);
            }

            return page;
        }
    }

    private ref Frame At(int page)
    {
        Frame[] section = _sections[page >> SectionShift] ?? AddSection(page);
        return ref section[page & (SectionPages - 1)];
    }

    private Frame[] AddSection(int page) => _sections[page >> SectionShift] = new Frame[SectionPages];

    private ReadOnlySpan<byte> Bytes(int buffer) =>
        _slabs[(buffer - 1) / SlabFrames].AsSpan((buffer - 1) % SlabFrames * Geometry.PageSize, Geometry.PageSize);

    private void Touch(int page, ref Frame frame)
    {
        if (!frame.Touched)
        {
            frame.Touched = true;
            _touched.Add(page);
        }
    }

    private void Materialize(int page, ref Frame frame)
    {
        Touch(page, ref frame);
        if (_freeCount == 0)
        {
            AddSlab();
        }

        // Free frames are all zero, so only a page of another byte has to be filled.
        frame.Buffer = _freeFrames[--_freeCount];
        frame.Low = Geometry.PageSize;
        frame.High = 0;
        if (frame.Value != 0)
        {
            int start = (frame.Buffer - 1) % SlabFrames * Geometry.PageSize;
            _slabs[(frame.Buffer - 1) / SlabFrames].AsSpan(start, Geometry.PageSize).Fill(frame.Value);
            frame.Low = 0;
            frame.High = Geometry.PageSize;
            frame.Value = 0;
        }
    }

    private void ReleaseBuffer(ref Frame frame)
    {
        if (frame.High > frame.Low)
        {
            int start = (frame.Buffer - 1) % SlabFrames * Geometry.PageSize;
            _slabs[(frame.Buffer - 1) / SlabFrames].AsSpan(start + frame.Low, frame.High - frame.Low).Clear();
        }

        _freeFrames[_freeCount++] = frame.Buffer;
        frame.Buffer = 0;
    }

    private void AddSlab()
    {
        _slabs.Add(new byte[SlabFrames * Geometry.PageSize]);
        if (_freeFrames.Length < _slabs.Count * SlabFrames)
        {
            Array.Resize(ref _freeFrames, 2 * _slabs.Count * SlabFrames);
        }

        for (int frame = _slabs.Count * SlabFrames; frame > (_slabs.Count - 1) * SlabFrames; frame--)
        {
            _freeFrames[_freeCount++] = frame;
        }
    }

    private struct Frame
    {
        /// <summary>One more than the number of the frame, 0 for a page of one byte.</summary>
        public int Buffer;

        /// <summary>Bytes below it were never written.</summary>
        public int Low;

        /// <summary>Bytes from it on were never written.</summary>
        public int High;

        /// <summary>The byte that the page consists of, while it has no frame.</summary>
        public byte Value;

        public bool Touched;
    }
}
