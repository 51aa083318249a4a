namespace LiveUpdate.Handover;

/// <summary>What a person says of an image file beyond what stands in it.</summary>
public sealed record ImageFileOptions
{
    /// <summary>Nothing.</summary>
    public static ImageFileOptions Default { get; } = new();

    /// <summary>Physical address of the KHO tree; <see langword="null"/> to look for it.</summary>
    public ulong? FdtAddress { get; init; }

    /// <summary>The page size in bytes; <see langword="null"/> for what the file says, or else 4096.</summary>
    public int? PageSize { get; init; }

    /// <summary>The scratch areas; <see langword="null"/> for those that the file has, if any.</summary>
    public IReadOnlyList<ScratchRegion>? Scratch { get; init; }

    /// <summary>The most bytes that a packed file may have when unpacked; 8 GiB unless said otherwise.</summary>
    public long MaxUnpacked { get; init; } = 8L << 30;
}
