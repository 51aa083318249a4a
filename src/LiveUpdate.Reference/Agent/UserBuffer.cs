using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The memory that a raw ioctl points to.</summary>
public sealed class UserBuffer
{
    private readonly byte[] _bytes;
    private readonly ArgumentPlace _place;

    /// <summary>A buffer.</summary>
    /// <param name="bytes">Its bytes; what follows them is not mapped.</param>
    /// <param name="place">Where it lies.</param>
    public UserBuffer(byte[] bytes, ArgumentPlace place)
    {
        _bytes = bytes;
        _place = place;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether it can be written.</summary>
    public bool IsWritable => _place == ArgumentPlace.Mapped;

    private bool IsReadable => _place is ArgumentPlace.Mapped or ArgumentPlace.Readonly;

    /// <summary>The size field, if it can be read.</summary>
    /// <param name="size">What it says.</param>
    public bool TryReadSize(out uint size)
    {
        bool readable = IsReadable && _bytes.Length >= sizeof(uint);
        size = readable ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes) : 0;
        return readable;
    }

    /// <summary>Copies the known part of an argument in, and looks at what is behind it (luo-uapi 2.1.5).</summary>
    /// <param name="size">How long the caller says the argument is.</param>
    /// <param name="known">Receives the known part, at most <paramref name="size"/> bytes.</param>
    /// <returns>Success; E2BIG for a byte behind the known part that is not zero; EFAULT for what cannot be read.</returns>
    public Errno CopyIn(uint size, Span<byte> known)
    {
        if (size > (uint)known.Length && _bytes.Length > known.Length)
        {
            ReadOnlySpan<byte> excess = _bytes.AsSpan(known.Length);
            excess = excess[..(int)Math.Min((uint)excess.Length, size - (uint)known.Length)];
            if (excess.IndexOfAnyExcept((byte)0) >= 0)
            {
                return Errno.E2BIG;
            }
        }

        if (size > (uint)_bytes.Length)
        {
            return Errno.EFAULT;
        }

        _bytes.AsSpan(0, known.Length).CopyTo(known);
        return Errno.None;
    }

    /// <summary>Copies an answer out; the buffer is writable and long enough.</summary>
    /// <param name="known">The known part of the argument.</param>
    public void CopyOut(ReadOnlySpan<byte> known) => known.CopyTo(_bytes);
}
