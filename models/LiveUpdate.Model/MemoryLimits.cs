namespace LiveUpdate.Model;

/// <summary>Numbers of the file interface.</summary>
internal static class MemoryLimits
{
    /// <summary>The largest offset and size of a file: 2^63 − 1.</summary>
    public const ulong MaxOffset = long.MaxValue;

    /// <summary>The most pages that a preserved file can have (MEMFD-16).</summary>
    public const ulong MaxPreservedPages = uint.MaxValue;

    public const ulong SealSeal = 1;
    public const ulong SealShrink = 2;
    public const ulong SealGrow = 4;
    public const ulong SealWrite = 8;
    public const ulong SealFutureWrite = 0x10;
    public const ulong SealExec = 0x20;
    public const ulong AllSeals = 0x3f;

    public const ulong LargeFile = 0x8000;
    public const ulong AppendFlag = 0x400;
    public const ulong PathFlag = 0x200000;
}
