namespace LiveUpdate.Handover;

/// <summary>What is wrong with a flattened device tree, and where.</summary>
/// <param name="Error">What is wrong.</param>
/// <param name="Offset">The offset in bytes from the tree's start at which it shows.</param>
public readonly record struct DeviceTreeFault(DeviceTreeError Error, int Offset)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsNone => Error == DeviceTreeError.None;

    /// <summary>The fault in words.</summary>
    public override string ToString() => $"{Error} at byte {Offset} of the device tree";
}
