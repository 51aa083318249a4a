using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A preserved file that the image must hold; what is <see langword="null"/> is not compared.</summary>
/// <param name="Token">Its token.</param>
public sealed record ExpectedFile(ulong Token)
{
    /// <summary>Its handler's name, such as <c>memfd-v2</c>.</summary>
    public ByteString? Compatible { get; init; }

    /// <summary>The handler's own number.</summary>
    public ulong? Data { get; init; }

    /// <summary>A memfd's size in bytes when it was preserved (MEMFD-03).</summary>
    public ulong? Length { get; init; }

    /// <summary>A memfd's offset at the reboot (MEMFD-04).</summary>
    public ulong? Position { get; init; }

    /// <summary>A memfd's seals when it was preserved (MEMFD-10).</summary>
    public uint? Seals { get; init; }
}
