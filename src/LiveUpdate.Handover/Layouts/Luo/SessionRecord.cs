using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>A session in a block, 80 bytes (luo-abi 3, ABI-02).</summary>
public readonly ref struct SessionRecord
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 80;

    /// <summary>How many bytes the name takes, its NUL included.</summary>
    public const int NameSize = 64;

    /// <summary>Where <see cref="FilesAddress"/> is.</summary>
    public const int FilesAddressOffset = 64;

    /// <summary>Where <see cref="FileCount"/> is.</summary>
    public const int FileCountOffset = 72;

    /// <summary>The name up to its NUL, at byte 0; 64 bytes when the NUL is missing.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>Physical address of the first file block, 0 when the session has no files.</summary>
    public ulong FilesAddress { get; init; }

    /// <summary>How many files the whole chain holds.</summary>
    public ulong FileCount { get; init; }

    /// <summary>Reads a record; it looks into <paramref name="source"/> and lives no longer.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static SessionRecord Read(ReadOnlySpan<byte> source) =>
        new()
        {
            Name = FixedText.Read(source[..NameSize]),
            FilesAddress = BinaryPrimitives.ReadUInt64LittleEndian(source[FilesAddressOffset..]),
            FileCount = BinaryPrimitives.ReadUInt64LittleEndian(source[FileCountOffset..]),
        };

    /// <summary>Writes the record, the name's field filled up with zeros.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        FixedText.Write(Name, target[..NameSize]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[FilesAddressOffset..], FilesAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(target[FileCountOffset..], FileCount);
    }
}
