using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A subtree of the KHO tree of an image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Data">Physical address of its blob.</param>
/// <param name="Length">Length of its blob in bytes.</param>
public sealed record HandoverSubtree(ByteString Name, ulong Data, ulong Length);
