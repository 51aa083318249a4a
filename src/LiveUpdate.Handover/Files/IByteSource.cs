namespace LiveUpdate.Handover;

/// <summary>Bytes that can be read at any offset: a file, or an unpacked one in memory.</summary>
internal interface IByteSource : IDisposable
{
    /// <summary>How many bytes there are.</summary>
    long Length { get; }

    /// <summary>Reads bytes, all of which exist.</summary>
    void Read(long offset, Span<byte> target);
}
