namespace LiveUpdate.Handover;

/// <summary>What a field of a handover image means, which decides how to damage it.</summary>
internal enum FieldKind : byte
{
    /// <summary>Bytes: names, bitmaps, the device tree.</summary>
    Bytes,

    /// <summary>A physical address of 8 bytes.</summary>
    Address,

    /// <summary>A count, size or index.</summary>
    Count,
}
