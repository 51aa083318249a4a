using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>An FLB in an image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Data">Its own number.</param>
/// <param name="Count">How many files and references depend on it.</param>
public sealed record HandoverFlb(ByteString Name, ulong Data, ulong Count);
