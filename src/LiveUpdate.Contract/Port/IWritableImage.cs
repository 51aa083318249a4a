namespace LiveUpdate.Contract;

/// <summary>An image that can be changed before the next kernel runs on it (observation class P).</summary>
public interface IWritableImage : IPhysicalImage
{
    /// <summary>Writes memory; the next kernel finds what was written.</summary>
    /// <param name="address">The physical address of the first byte.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Whether all of it exists; if not, nothing was written.</returns>
    bool TryWrite(ulong address, ReadOnlySpan<byte> bytes);
}
