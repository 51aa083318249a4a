namespace LiveUpdate.Contract;

/// <summary>Physical memory at the instant of a kexec, and the boot parameters that lead into it (luo-abi, kho 1).</summary>
/// <remarks>It is a view: it holds only during the call that hands it out.</remarks>
public interface IPhysicalImage
{
    /// <summary>The page size in bytes: 4096, 16384 or 65536.</summary>
    int PageSize { get; }

    /// <summary>The physical address of the KHO device tree, 0 when the image carries none.</summary>
    ulong FdtAddress { get; }

    /// <summary>The physical address of the scratch array, 0 when the image carries none.</summary>
    ulong ScratchAddress { get; }

    /// <summary>The length of the scratch array in bytes; 16 bytes an area.</summary>
    ulong ScratchLength { get; }

    /// <summary>Reads memory.</summary>
    /// <param name="address">The physical address of the first byte.</param>
    /// <param name="target">Where the bytes go.</param>
    /// <returns>Whether all of it exists in the image; if not, <paramref name="target"/> holds nothing of use.</returns>
    bool TryRead(ulong address, Span<byte> target);

    /// <summary>Looks at a whole page without copying it.</summary>
    /// <param name="address">The page's physical address, a multiple of <see cref="PageSize"/>.</param>
    /// <param name="page">The page.</param>
    /// <returns>Whether the page exists in the image.</returns>
    bool TryGetPage(ulong address, out ReadOnlySpan<byte> page);
}
