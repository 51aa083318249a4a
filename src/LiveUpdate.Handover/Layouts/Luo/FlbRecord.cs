using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>An FLB in the FLB page, 64 bytes (luo-abi 5, LUO-FLB-03).</summary>
public readonly ref struct FlbRecord
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 64;

    /// <summary>How many bytes the name takes, its NUL included.</summary>
    public const int NameSize = 48;

    /// <summary>Where <see cref="Data"/> is.</summary>
    public const int DataOffset = 48;

    /// <summary>Where <see cref="Count"/> is.</summary>
    public const int CountOffset = 56;

    /// <summary>The FLB's name up to its NUL, at byte 0; 48 bytes when the NUL is missing.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The FLB's own number.</summary>
    public ulong Data { get; init; }

    /// <summary>Preserved files that depend on it, and references held in the kernel; more than 0.</summary>
    public ulong Count { get; init; }

    /// <summary>Reads a record; it looks into <paramref name="source"/> and lives no longer.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static FlbRecord Read(ReadOnlySpan<byte> source) =>
        new()
        {
            Name = FixedText.Read(source[..NameSize]),
            Data = BinaryPrimitives.ReadUInt64LittleEndian(source[DataOffset..]),
            Count = BinaryPrimitives.ReadUInt64LittleEndian(source[CountOffset..]),
        };

    /// <summary>Writes the record, the name's field filled up with zeros.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        FixedText.Write(Name, target[..NameSize]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[DataOffset..], Data);
        BinaryPrimitives.WriteUInt64LittleEndian(target[CountOffset..], Count);
    }
}
