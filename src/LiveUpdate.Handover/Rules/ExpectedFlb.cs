using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>An FLB that the image must hold; what is <see langword="null"/> is not compared (LUO-FLB-03).</summary>
/// <param name="Name">Its name.</param>
public sealed record ExpectedFlb(ByteString Name)
{
    /// <summary>Its own number.</summary>
    public ulong? Data { get; init; }

    /// <summary>Preserved files that depend on it, and references held in the kernel.</summary>
    public ulong? Count { get; init; }
}
