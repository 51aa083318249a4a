using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace LiveUpdate.Contract;

/// <summary>
/// The answer's form of file contents: runs of equal bytes, <c>07*4096,08*4096</c>, or, when there are more than
/// <see cref="MaxPrinted"/> runs, their number and a digest of them, <c>512:9ae16a3b2f90404f</c>.
/// </summary>
/// <remarks>
/// Both forms follow from the bytes alone. The digest is FNV-1a (64 bit) over each run: the byte, then the run's
/// length as 8 bytes, least significant first. An instance collects runs and can be cleared and used again; it is not
/// for use from several threads.
/// </remarks>
public sealed class ContentRuns
{
    /// <summary>The most runs that are written out.</summary>
    public const int MaxPrinted = 16;

    private readonly List<(byte Value, ulong Length)> _printed = new(MaxPrinted);
    private byte _value;
    private ulong _length;
    private ulong _count;
    private ulong _digest;

    /// <summary>An empty collection.</summary>
    public ContentRuns() => Clear();

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _printed.Clear();
        _length = 0;
        _count = 0;
        _digest = 0xCBF29CE484222325UL;
    }

    /// <summary>Appends a run; a run of the same byte as the one before is joined to it.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="length">How many bytes; 0 adds nothing.</param>
    public void Add(byte value, ulong length)
    {
        if (length == 0)
        {
            return;
        }

        if (_length != 0 && value != _value)
        {
            Flush();
        }

        _value = value;
        _length += length;
    }

    /// <summary>Appends the runs of the given bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            byte value = bytes[0];
            int length = bytes.IndexOfAnyExcept(value);
            length = length < 0 ? bytes.Length : length;
            Add(value, (ulong)length);
            bytes = bytes[length..];
        }
    }

    /// <summary>Appends the runs of a fill pattern.</summary>
    /// <param name="fill">The fill value.</param>
    /// <param name="offset">The offset in the file where the pattern starts.</param>
    /// <param name="length">How many bytes.</param>
    public void AddPattern(byte fill, ulong offset, ulong length)
    {
        while (length > 0)
        {
            ulong inUnit = Math.Min(length, FillPattern.Unit - offset % FillPattern.Unit);
            Add(FillPattern.At(fill, offset), inUnit);
            offset += inUnit;
            length -= inUnit;
        }
    }

    /// <summary>The text of all that was added, as the value of the <c>data</c> field; empty for no bytes.</summary>
    public ByteString ToValue()
    {
        if (_length != 0)
        {
            Flush();
            _length = 0;
        }

        return _count > MaxPrinted ? Digest() : Printed();
    }

    private void Flush()
    {
        if (_count < MaxPrinted)
        {
            _printed.Add((_value, _length));
        }
        else
        {
            if (_count == MaxPrinted)
            {
                // The digest is asked for only now, and most contents never get here.
                foreach ((byte value, ulong length) in CollectionsMarshal.AsSpan(_printed))
                {
                    AddToDigest(value, length);
                }
            }

            AddToDigest(_value, _length);
        }

        _count++;
        _length = 0;
    }

    private void AddToDigest(byte value, ulong length)
    {
        _digest = (_digest ^ value) * 0x100000001B3UL;
        for (int shift = 0; shift < 64; shift += 8)
        {
            _digest = (_digest ^ (byte)(length >> shift)) * 0x100000001B3UL;
        }
    }

    private ByteString Printed()
    {
        Span<byte> text = stackalloc byte[MaxPrinted * 24];
        int used = 0;
        foreach ((byte value, ulong length) in CollectionsMarshal.AsSpan(_printed))
        {
            if (used > 0)
            {
                text[used++] = (byte)',';
            }

            Utf8Formatter.TryFormat(value, text[used..], out int written, new System.Buffers.StandardFormat('x', 2));
            used += written;
            text[used++] = (byte)'*';
            Utf8Formatter.TryFormat(length, text[used..], out written);
            used += written;
        }

        return used == 0 ? ByteString.Empty : new ByteString(text[..used]);
    }

    private ByteString Digest() => ByteString.Of($"{_count}:{_digest:x16}");
}
