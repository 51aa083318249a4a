using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A property in the KHO tree of an image.</summary>
/// <param name="Path">The path of its node, <c>/</c> for the root.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record HandoverProperty(string Path, string Name, ByteString Value);
