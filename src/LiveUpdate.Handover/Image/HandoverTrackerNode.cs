namespace LiveUpdate.Handover;

/// <summary>A node of the tracker of an image.</summary>
/// <param name="Level">Its level, 0 for a leaf.</param>
/// <param name="Address">Its physical address.</param>
public readonly record struct HandoverTrackerNode(int Level, ulong Address);
