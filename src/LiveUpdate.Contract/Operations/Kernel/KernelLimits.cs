namespace LiveUpdate.Contract;

/// <summary>Bounds of the language on what the probe in the kernel is asked for.</summary>
public static class KernelLimits
{
    /// <summary>The largest order of a folio.</summary>
    public const ulong MaxOrder = 10;

    /// <summary>The most pages in a row.</summary>
    public const ulong MaxPages = 1024;

    /// <summary>The most pages of an area that is linear in virtual space only.</summary>
    public const ulong MaxAreaPages = 4096;

    /// <summary>The largest order of the groups of such an area.</summary>
    public const ulong MaxAreaOrder = 4;

    /// <summary>The most pages that a descriptor is made to claim.</summary>
    public const ulong MaxClaimedPages = 65536;

    /// <summary>The largest entry of a block set: one fills a block.</summary>
    public const ulong MaxEntry = 4080;

    /// <summary>The most entries that a block set is asked to hold.</summary>
    public const ulong MaxEntries = 4096;
}
