using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>An FLB's record in the image.</summary>
/// <param name="Compatible">Its string.</param>
/// <param name="Data">Its data.</param>
/// <param name="Count">How many files and references counted on it.</param>
public sealed record IncomingFlb(ByteString Compatible, ulong Data, ulong Count);
