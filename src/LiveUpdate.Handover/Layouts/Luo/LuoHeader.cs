using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>The record at the head of all that LUO hands over, 32 bytes (luo-abi 1, ABI-01).</summary>
public readonly ref struct LuoHeader
{
    /// <summary>The size in bytes, and the blob size that the <c>LUO</c> subtree gives.</summary>
    public const int Size = 32;

    /// <summary>How many bytes the format's name takes.</summary>
    public const int CompatibleSize = 8;

    /// <summary>Where <see cref="Number"/> is.</summary>
    public const int NumberOffset = 8;

    /// <summary>Where <see cref="SessionsAddress"/> is.</summary>
    public const int SessionsAddressOffset = 16;

    /// <summary>Where <see cref="FlbsAddress"/> is.</summary>
    public const int FlbsAddressOffset = 24;

    /// <summary>The format's name up to its NUL, at byte 0; at most 8 bytes.</summary>
    public ReadOnlySpan<byte> Compatible { get; init; }

    /// <summary>Which live update of the chain this is: 1 in the image of a cold-booted kernel.</summary>
    public ulong Number { get; init; }

    /// <summary>Physical address of the first session block, 0 when no session was open at the jump.</summary>
    public ulong SessionsAddress { get; init; }

    /// <summary>Physical address of the FLB page, never 0.</summary>
    public ulong FlbsAddress { get; init; }

    /// <summary>Whether the format is the one these layouts describe.</summary>
    public bool IsCompatible => Compatible.SequenceEqual(FormatNames.Luo);

    /// <summary>Reads a record.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static LuoHeader Read(ReadOnlySpan<byte> source) =>
        new()
        {
            Compatible = FixedText.Read(source[..CompatibleSize]),
            Number = BinaryPrimitives.ReadUInt64LittleEndian(source[NumberOffset..]),
            SessionsAddress = BinaryPrimitives.ReadUInt64LittleEndian(source[SessionsAddressOffset..]),
            FlbsAddress = BinaryPrimitives.ReadUInt64LittleEndian(source[FlbsAddressOffset..]),
        };

    /// <summary>Writes the record.</summary>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public void WriteTo(Span<byte> target)
    {
        FixedText.Write(Compatible, target[..CompatibleSize]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[NumberOffset..], Number);
        BinaryPrimitives.WriteUInt64LittleEndian(target[SessionsAddressOffset..], SessionsAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(target[FlbsAddressOffset..], FlbsAddress);
    }
}
