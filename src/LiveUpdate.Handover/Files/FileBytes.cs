using Microsoft.Win32.SafeHandles;

namespace LiveUpdate.Handover;

/// <summary>The bytes of an open file.</summary>
internal sealed class FileBytes(SafeFileHandle handle) : IByteSource
{
    /// <inheritdoc/>
    public long Length { get; } = RandomAccess.GetLength(handle);

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            int count = RandomAccess.Read(handle, target, offset);
            if (count == 0)
            {
                throw new EndOfStreamException("The file became shorter while it was read.");
            }

            target = target[count..];
            offset += count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
