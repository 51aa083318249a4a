using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A session that the image must hold.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Files">Its files in the order of their preservation; <see langword="null"/> when not known.</param>
public sealed record ExpectedSession(ByteString Name, IReadOnlyList<ExpectedFile>? Files);
