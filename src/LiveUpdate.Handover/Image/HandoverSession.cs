using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A session in an image.</summary>
/// <param name="Address">Physical address of its record.</param>
/// <param name="Name">Its name.</param>
/// <param name="FilesAddress">Physical address of its first file block, 0 for none.</param>
/// <param name="FileCount">How many files its record counts.</param>
/// <param name="Files">The files found, in the order of the image.</param>
public sealed record HandoverSession(
    ulong Address,
    ByteString Name,
    ulong FilesAddress,
    ulong FileCount,
    IReadOnlyList<HandoverFile> Files
);
