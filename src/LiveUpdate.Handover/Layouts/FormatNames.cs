namespace LiveUpdate.Handover;

/// <summary>The strings by which the parts of a handover image name their formats, without the closing NUL (luo-abi 9).</summary>
public static class FormatNames
{
    /// <summary>The <c>compatible</c> of the KHO device tree.</summary>
    public static ReadOnlySpan<byte> Kho => "kho-v4"u8;

    /// <summary>The name at the head of the LUO record.</summary>
    public static ReadOnlySpan<byte> Luo => "luo-v5"u8;

    /// <summary>The memfd handler's name in a file record.</summary>
    public static ReadOnlySpan<byte> Memfd => "memfd-v2"u8;

    /// <summary>The name of the device tree property that is the format's name.</summary>
    public static ReadOnlySpan<byte> Compatible => "compatible"u8;

    /// <summary>The root property that holds the address of the tracker's root.</summary>
    public static ReadOnlySpan<byte> PreservedMemoryMap => "preserved-memory-map"u8;

    /// <summary>The subtree property that holds the blob's address.</summary>
    public static ReadOnlySpan<byte> PreservedData => "preserved-data"u8;

    /// <summary>The subtree property that holds the blob's length in bytes.</summary>
    public static ReadOnlySpan<byte> BlobSize => "blob-size"u8;

    /// <summary>The subtree of LUO.</summary>
    public static ReadOnlySpan<byte> LuoSubtree => "LUO"u8;

    /// <summary>The subtree of the kexec metadata.</summary>
    public static ReadOnlySpan<byte> MetadataSubtree => "kexec-metadata"u8;
}
