using System.Buffers.Binary;

namespace LiveUpdate.Handover;

/// <summary>The numbers of the flattened device tree format, version 17; all of its own words are big-endian.</summary>
internal static class DeviceTreeFormat
{
    public const uint Magic = 0xD00DFEED;
    public const uint LatestVersion = 17;
    public const uint OldestReader = 16;
    public const int HeaderSize = 40;
    public const int HeaderSizeOf16 = 36;
    public const int ReserveEntrySize = 16;

    public const int TotalSizeOffset = 4;
    public const int StructureOffset = 8;
    public const int StringsOffset = 12;
    public const int ReserveMapOffset = 16;
    public const int VersionOffset = 20;
    public const int LastCompatibleOffset = 24;
    public const int BootCpuOffset = 28;
    public const int StringsSizeOffset = 32;
    public const int StructureSizeOffset = 36;

    public const uint BeginNode = 1;
    public const uint EndNode = 2;
    public const uint Property = 3;
    public const uint Nop = 4;
    public const uint End = 9;

    public const int TagSize = 4;

    /// <summary>The tag, the length of the value and the offset of the name, before a property's value.</summary>
    public const int PropertyHeadSize = 12;

    public static int Align4(int length) => (length + 3) & ~3;

    public static uint Word(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);

    public static void SetWord(Span<byte> bytes, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(bytes[offset..], value);

    /// <summary>Whether a node's name is the one looked for; without a unit address of its own, any unit address fits.</summary>
    public static bool NameMatches(ReadOnlySpan<byte> nodeName, ReadOnlySpan<byte> wanted) =>
        nodeName.StartsWith(wanted)
        && (nodeName.Length == wanted.Length || (nodeName[wanted.Length] == (byte)'@' && !wanted.Contains((byte)'@')));
}
