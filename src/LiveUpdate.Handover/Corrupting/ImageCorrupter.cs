using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>Damages an image where it matters: bits, addresses, counts, whole pages, missing memory.</summary>
/// <remarks>
/// The damage follows from the seed alone. It knows which bytes are addresses and makes cycles and swaps of them, and
/// which are counts and makes them extreme. One for each worker: not for use from several threads.
/// </remarks>
public sealed class ImageCorrupter
{
    private const int MaxDamages = 4;

    private readonly CorruptedImage _image;
    private readonly List<ImageField> _fields;
    private readonly List<ImageField> _addresses;
    private readonly List<ImageField> _counts;
    private readonly ulong[] _pages;
    private SplitMix _random;

    /// <summary>Prepares to damage an image.</summary>
    /// <param name="image">A sound image; it is only read, and must stay as it is.</param>
    public ImageCorrupter(ISparseImage image)
    {
        _image = new CorruptedImage(image);
        _fields = ImageFields.Of(image);
        _addresses = _fields.FindAll(field => field.Kind == FieldKind.Address);
        _counts = _fields.FindAll(field => field.Kind == FieldKind.Count);
        _pages = [.. image.PageAddresses];
        if (_addresses.Count == 0 || _counts.Count == 0)
        {
            throw new ArgumentException(
                "The image holds nothing to be damaged; give one that hands something over.",
                nameof(image)
            );
        }
    }

    /// <summary>A damaged image.</summary>
    /// <param name="seed">Which one.</param>
    /// <returns>The image, which holds until the next call.</returns>
    public CorruptedImage Corrupt(ulong seed)
    {
        _random = new SplitMix(seed);
        _image.Reset();
        for (int left = 1 + _random.Below(MaxDamages); left > 0; left--)
        {
            Damage();
        }

        return _image;
    }

    private void Damage()
    {
        switch (_random.Below(16))
        {
            case < 4:
                FlipBits(Pick(_fields));
                break;
            case < 8:
                Set(Pick(_addresses), AnyAddress());
                break;
            case 8:
                Swap(Pick(_addresses), Pick(_addresses));
                break;
            case < 13:
                Set(Pick(_counts), AnyCount());
                break;
            case 13:
                RandomPage(StructurePage());
                break;
            case 14:
                _image.Remove(_random.Below(2) == 0 ? StructurePage() : AnyPage());
                break;
            default:
                Outside();
                break;
        }
    }

    /// <summary>Damages what the boot parameters say, or how much memory there is.</summary>
    private void Outside()
    {
        switch (_random.Below(4))
        {
            case 0:
                _image.FdtAddress = AnyAddress();
                break;
            case 1:
                _image.ScratchAddress = AnyAddress();
                break;
            case 2:
                _image.ScratchLength = AnyCount();
                break;
            default:
                _image.End = AnyPage();
                break;
        }
    }

    private void FlipBits(ImageField field)
    {
        Span<byte> page = _image.Change(field.Address);
        if (!page.IsEmpty)
        {
            int at = (int)(field.Address % (ulong)page.Length) + _random.Below(field.Length);
            page[Math.Min(at, page.Length - 1)] ^= (byte)(1 << _random.Below(8));
        }
    }

    private void Swap(ImageField left, ImageField right)
    {
        ulong kept = Get(left);
        Set(left, Get(right));
        Set(right, kept);
    }

    private void RandomPage(ulong address)
    {
        Span<byte> page = _image.Change(address);
        if (_random.Below(2) == 0)
        {
            for (int at = 0; at < page.Length; at += 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(page[at..], _random.Next());
            }
        }
        else if (_image.TryGetPage(AnyPage(), out ReadOnlySpan<byte> other) && !page.IsEmpty)
        {
            other.CopyTo(page);
        }
    }

    private ulong AnyAddress() =>
        _random.Below(8) switch
        {
            0 => 0,
            1 => _random.Next(),
            2 => AnyPage() + (ulong)_random.Below(_image.PageSize),
            3 => ulong.MaxValue & ~((ulong)_image.PageSize - 1),
            4 => _pages[^1] + (ulong)_image.PageSize * (ulong)_random.Below(4096),
            5 => AnyPage(),
            // An address that is in use elsewhere makes cycles and shared pages.
            _ => _random.Below(2) == 0 ? StructurePage() : Get(Pick(_addresses)),
        };

    private ulong AnyCount() =>
        _random.Below(10) switch
        {
            0 => 0,
            1 => 1,
            2 => ulong.MaxValue,
            3 => 1UL << 63,
            4 => uint.MaxValue,
            5 => 1UL << _random.Below(64),
            6 => (1UL << _random.Below(64)) - 1,
            7 => (ulong)_random.Below(2000),
            8 => Get(Pick(_counts)),
            _ => _random.Next(),
        };

    private ulong StructurePage() => Pick(_fields).Address & ~((ulong)_image.PageSize - 1);

    private ulong AnyPage() => _pages[_random.Below(_pages.Length)];

    private ImageField Pick(List<ImageField> fields) => fields[_random.Below(fields.Count)];

    private ulong Get(ImageField field)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        _ = _image.TryRead(field.Address, bytes[..Math.Min(field.Length, bytes.Length)]);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private void Set(ImageField field, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Span<byte> page = _image.Change(field.Address);
        if (!page.IsEmpty)
        {
            int at = (int)(field.Address % (ulong)page.Length);
            bytes[..Math.Min(Math.Min(field.Length, bytes.Length), page.Length - at)].CopyTo(page[at..]);
        }
    }
}
