using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Reads the argument of a raw ioctl, whose written bytes are followed by zeros.</summary>
internal static class RawArgument
{
    /// <summary>The size field.</summary>
    public static uint Size(Ioctl raw) => (uint)Number(raw, 0, sizeof(uint));

    /// <summary>The second field: a descriptor number, or reserved.</summary>
    public static uint Second(Ioctl raw) => (uint)Number(raw, 4, sizeof(uint));

    /// <summary>Whether the kernel can read all of the argument, so that only the answer may fail to be written.</summary>
    /// <param name="raw">The ioctl.</param>
    /// <param name="least">The size of the structure.</param>
    public static bool IsReadable(Ioctl raw, uint least) => Size(raw) >= least && Size(raw) <= raw.Length;

    /// <summary>The token of the commands that have one.</summary>
    public static ulong Token(Ioctl raw) => Number(raw, 8, sizeof(ulong));

    /// <summary>The name of the commands that have one.</summary>
    public static ByteString Name(Ioctl raw) =>
        raw.Argument.Length <= 8
            ? ByteString.Empty
            : new ByteString(raw.Argument.Span[8..Math.Min(raw.Argument.Length, 72)]).UpToNul();

    /// <summary>The same ioctl with another size field.</summary>
    public static Ioctl WithSize(Ioctl raw, uint size)
    {
        var bytes = new byte[Math.Max(raw.Argument.Length, sizeof(uint))];
        raw.Argument.Span.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, size);
        return raw with { Argument = new ByteString(bytes) };
    }

    /// <summary>The same bytes with another token.</summary>
    /// <param name="argument">The argument, or what was written back.</param>
    /// <param name="token">The token.</param>
    public static ByteString WithToken(ByteString argument, ulong token)
    {
        var bytes = new byte[Math.Max(argument.Length, 16)];
        argument.Span.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), token);
        return new ByteString(bytes.AsSpan().TrimEnd((byte)0));
    }

    private static ulong Number(Ioctl raw, int offset, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        ReadOnlySpan<byte> from = raw.Argument.Span[Math.Min(offset, raw.Argument.Length)..];
        from[..Math.Min(size, from.Length)].CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
