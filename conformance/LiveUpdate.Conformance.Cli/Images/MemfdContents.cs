using System.Security.Cryptography;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Contents of the memfds of one image.</summary>
/// <param name="image">The image.</param>
internal sealed class MemfdContents(IPhysicalImage image)
{
    private const ulong MostDigested = 1UL << 30;

    private readonly byte[] _buffer = new byte[1 << 20];
    private ulong _left = MostDigested;

    /// <summary>The SHA-256 of a memfd's contents in hex.</summary>
    /// <param name="memfd">The memfd.</param>
    /// <returns>The digest; <see langword="null"/> when more than 1 GiB would have to be read for all memfds of the image.</returns>
    public string? Digest(HandoverMemfd memfd)
    {
        if (memfd.Record.Length > _left)
        {
            // A damaged record may claim any length.
            return null;
        }

        _left -= memfd.Record.Length;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (ulong offset = 0; memfd.Read(image, offset, _buffer) is > 0 and int read; offset += (ulong)read)
        {
            hash.AppendData(_buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes a memfd's contents; long runs of zeros become holes.</summary>
    /// <param name="memfd">The memfd.</param>
    /// <param name="file">Where to; its length becomes the memfd's.</param>
    public void CopyTo(HandoverMemfd memfd, FileStream file)
    {
        ulong offset = 0;
        while (memfd.Read(image, offset, _buffer) is > 0 and int read)
        {
            if (_buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                file.Position = (long)offset;
                file.Write(_buffer, 0, read);
            }

            offset += (ulong)read;
        }

        file.SetLength((long)offset);
    }
}
