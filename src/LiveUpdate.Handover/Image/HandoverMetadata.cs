using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>The kexec metadata of an image.</summary>
/// <param name="Version">The layout's version.</param>
/// <param name="Release">The release of the kernel that wrote it.</param>
/// <param name="Count">Which kexec with KHO since the cold boot it is.</param>
public sealed record HandoverMetadata(uint Version, ByteString Release, uint Count);
