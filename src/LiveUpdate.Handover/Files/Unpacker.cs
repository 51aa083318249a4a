using System.IO.Compression;

namespace LiveUpdate.Handover;

/// <summary>Opens a file for reading at any offset; one that gzip packed is unpacked, a large one into a temporary file.</summary>
internal static class Unpacker
{
    private const int InMemory = 64 << 20;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxUnpacked">The most bytes to unpack.</param>
    /// <param name="source">Its bytes.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public static string? Open(string path, long maxUnpacked, out IByteSource source)
    {
        source = new FileBytes(File.OpenHandle(path));
        Span<byte> head = stackalloc byte[2];
        if (source.Length < head.Length)
        {
            return null;
        }

        source.Read(0, head);
        if (head[0] != 0x1F || head[1] != 0x8B)
        {
            return null;
        }

        source.Dispose();
        return Unpack(path, maxUnpacked, out source);
    }

    private static string? Unpack(string path, long maxUnpacked, out IByteSource source)
    {
        source = new MemoryBytes(default);
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        Stream target = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try
        {
            for (int count; (count = packed.Read(buffer)) > 0; total += count)
            {
                if (total + count > maxUnpacked)
                {
                    target.Dispose();
                    return $"unpacked it has more than the {maxUnpacked} bytes allowed: unpack it first, or raise the limit";
                }

                if (total <= InMemory && total + count > InMemory)
                {
                    target = Spill((MemoryStream)target);
                }

                target.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            target.Dispose();
            return $"the packed data are damaged after {total} unpacked bytes: copy or pack it again";
        }

        if (target is MemoryStream memory)
        {
            source = new MemoryBytes(memory.GetBuffer().AsMemory(0, (int)total));
        }
        else
        {
            target.Flush();
            source = new FileBytes(((FileStream)target).SafeFileHandle);
        }

        return null;
    }

    private static FileStream Spill(MemoryStream memory)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.Read,
            bufferSize: 0,
            FileOptions.DeleteOnClose
        );
        memory.WriteTo(file);
        memory.Dispose();
        return file;
    }
}
