using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A preserved file in an image.</summary>
/// <param name="Address">Physical address of its record.</param>
/// <param name="Compatible">Its handler's name.</param>
/// <param name="Data">The handler's own number.</param>
/// <param name="Token">Its token.</param>
/// <param name="Memfd">The memfd that it is; <see langword="null"/> for other files, or when it could not be read.</param>
public sealed record HandoverFile(ulong Address, ByteString Compatible, ulong Data, ulong Token, HandoverMemfd? Memfd);
