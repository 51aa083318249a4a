namespace LiveUpdate.Handover;

/// <summary>An entry of the tracker of an image: a block of 2^order pages.</summary>
/// <param name="Address">Its physical address.</param>
/// <param name="Order">Its order.</param>
public readonly record struct HandoverBlock(ulong Address, int Order);
