using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>A preserved file in a block, 64 bytes (luo-abi 4, ABI-02).</summary>
public readonly ref struct FileRecord
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 64;

    /// <summary>How many bytes the handler's name takes, its NUL included.</summary>
    public const int CompatibleSize = 48;

    /// <summary>Where <see cref="Data"/> is.</summary>
    public const int DataOffset = 48;

    /// <summary>Where <see cref="Token"/> is.</summary>
    public const int TokenOffset = 56;

    /// <summary>The handler's name up to its NUL, at byte 0; 48 bytes when the NUL is missing.</summary>
    public ReadOnlySpan<byte> Compatible { get; init; }

    /// <summary>The handler's own number; for a memfd the physical address of its record.</summary>
    public ulong Data { get; init; }

    /// <summary>The token by which the file is retrieved.</summary>
    public ulong Token { get; init; }

    /// <summary>Whether the memfd handler preserved it.</summary>
    public bool IsMemfd => Compatible.SequenceEqual(FormatNames.Memfd);

    /// <summary>Reads a record; it looks into <paramref name="source"/> and lives no longer.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static FileRecord Read(ReadOnlySpan<byte> source) =>
        new()
        {
            Compatible = FixedText.Read(source[..CompatibleSize]),
            Data = BinaryPrimitives.ReadUInt64LittleEndian(source[DataOffset..]),
            Token = BinaryPrimitives.ReadUInt64LittleEndian(source[TokenOffset..]),
        };

    /// <summary>Writes the record, the name's field filled up with zeros.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        FixedText.Write(Compatible, target[..CompatibleSize]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[DataOffset..], Data);
        BinaryPrimitives.WriteUInt64LittleEndian(target[TokenOffset..], Token);
    }
}
