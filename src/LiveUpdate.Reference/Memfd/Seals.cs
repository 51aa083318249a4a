namespace LiveUpdate.Reference;

/// <summary>The seals of a memory file, by the kernel's numbers.</summary>
public static class Seals
{
    /// <summary>No more seals.</summary>
    public const uint Seal = 0x1;

    /// <summary>The file cannot become smaller.</summary>
    public const uint Shrink = 0x2;

    /// <summary>The file cannot become larger.</summary>
    public const uint Grow = 0x4;

    /// <summary>The contents cannot change.</summary>
    public const uint Write = 0x8;

    /// <summary>The contents cannot change but through mappings that exist.</summary>
    public const uint FutureWrite = 0x10;

    /// <summary>The execute permissions cannot change.</summary>
    public const uint Exec = 0x20;

    /// <summary>All of them.</summary>
    public const uint All = 0x3F;
}
