using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>What a kernel says of itself to the next one, 73 bytes (kho 6, KHO-META-01).</summary>
public readonly ref struct KexecMetadata
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 73;

    /// <summary>Where <see cref="Release"/> is.</summary>
    public const int ReleaseOffset = 4;

    /// <summary>How many bytes the release takes, its NUL included.</summary>
    public const int ReleaseSize = 65;

    /// <summary>Where <see cref="Count"/> is.</summary>
    public const int CountOffset = 69;

    /// <summary>The version that a reader understands.</summary>
    public const uint CurrentVersion = 1;

    /// <summary>The layout's version, at byte 0.</summary>
    public uint Version { get; init; }

    /// <summary>The release of the kernel that wrote it, up to its NUL; 65 bytes when the NUL is missing.</summary>
    public ReadOnlySpan<byte> Release { get; init; }

    /// <summary>How many kexecs with KHO this one is since the cold boot: 1 in the image of a cold-booted kernel.</summary>
    public uint Count { get; init; }

    /// <summary>Reads a record; it looks into <paramref name="source"/> and lives no longer.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static KexecMetadata Read(ReadOnlySpan<byte> source) =>
        new()
        {
            Version = BinaryPrimitives.ReadUInt32LittleEndian(source),
            Release = FixedText.Read(source.Slice(ReleaseOffset, ReleaseSize)),
            Count = BinaryPrimitives.ReadUInt32LittleEndian(source[CountOffset..]),
        };

    /// <summary>Writes the record, the release's field filled up with zeros.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Version);
        FixedText.Write(Release, target.Slice(ReleaseOffset, ReleaseSize));
        BinaryPrimitives.WriteUInt32LittleEndian(target[CountOffset..], Count);
    }
}
