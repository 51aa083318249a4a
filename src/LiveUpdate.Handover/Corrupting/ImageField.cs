namespace LiveUpdate.Handover;

/// <summary>A field of a handover image.</summary>
/// <param name="Address">The physical address of its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Kind">What it means.</param>
internal readonly record struct ImageField(ulong Address, int Length, FieldKind Kind);
