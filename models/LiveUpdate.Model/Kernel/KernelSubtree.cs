using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A subtree of the probe.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Frame">The frame where the blob begins.</param>
/// <param name="Size">The size of the blob in bytes.</param>
public sealed record KernelSubtree(ByteString Name, ulong Frame, ulong Size);
