using System.Buffers.Binary;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance;

/// <summary>Changes single fields of a handover image at the jump.</summary>
/// <remarks>It needs an image that can be read and is as expected; otherwise it throws, and nothing is proved.</remarks>
public sealed class ImageSurgeon
{
    private readonly IWritableImage _image;
    private readonly HandoverImage _read;

    /// <summary>Looks at an image.</summary>
    /// <param name="image">The image.</param>
    public ImageSurgeon(IWritableImage image)
    {
        _image = image;
        _read = HandoverImage.Read(image);
    }

    /// <summary>The physical address of the KHO tree.</summary>
    public ulong Tree => _read.FdtAddress;

    /// <summary>The physical address of LUO's record.</summary>
    public ulong Luo => _read.Luo?.Address ?? throw Missing("LUO record");

    /// <summary>The physical address of the first block of sessions.</summary>
    public ulong SessionBlock => _read.Luo?.SessionsAddress ?? throw Missing("session block");

    /// <summary>A session.</summary>
    /// <param name="name">Its name.</param>
    public HandoverSession Session(string name) =>
        _read.Sessions.FirstOrDefault(session => session.Name.Equals(ByteString.Of(name)))
        ?? throw Missing($"session {name}");

    /// <summary>A file of a session.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="token">The file's token.</param>
    public HandoverFile File(string session, ulong token) =>
        Session(session).Files.FirstOrDefault(file => file.Token == token) ?? throw Missing($"file {token}");

    /// <summary>A memfd of a session.</summary>
    /// <param name="session">The session's name.</param>
    /// <param name="token">The file's token.</param>
    public HandoverMemfd Memfd(string session, ulong token) =>
        File(session, token).Memfd ?? throw Missing($"memfd {token}");

    /// <summary>The physical address of an entry of a memfd's folio array.</summary>
    /// <param name="memfd">The memfd.</param>
    /// <param name="number">The entry; it must lie in the array's first page.</param>
    public ulong FolioEntryAt(HandoverMemfd memfd, int number)
    {
        ArgumentNullException.ThrowIfNull(memfd);
        ulong page = Read(memfd.Record.Folios.First + VmallocChunk.EntriesOffset);
        return page + (ulong)(number * FolioEntry.Size);
    }

    /// <summary>The physical address of the value of a property of the KHO tree.</summary>
    /// <param name="subtree">The subtree that has it; empty for the root.</param>
    /// <param name="property">The property's name.</param>
    public ulong PropertyAt(ReadOnlySpan<byte> subtree, ReadOnlySpan<byte> property)
    {
        if (
            _image.TryGetPage(Tree, out ReadOnlySpan<byte> page)
            && FlattenedDeviceTree.TryRead(page, out FlattenedDeviceTree tree, out _)
        )
        {
            int node = subtree.IsEmpty ? tree.Root : tree.FindSubnode(tree.Root, subtree);
            if (
                node >= 0
                && tree.TryGetProperty(node, property, out ReadOnlySpan<byte> value)
                && page.Overlaps(value, out int offset)
            )
            {
                return Tree + (ulong)offset;
            }
        }

        throw Missing("property");
    }

    /// <summary>Reads a number of 8 bytes.</summary>
    /// <param name="address">Its physical address.</param>
    public ulong Read(ulong address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        return _image.TryRead(address, bytes)
            ? BinaryPrimitives.ReadUInt64LittleEndian(bytes)
            : throw Missing("memory");
    }

    /// <summary>Writes a number of 8 bytes.</summary>
    /// <param name="address">Its physical address.</param>
    /// <param name="value">The number.</param>
    public void Write(ulong address, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Write(address, bytes);
    }

    /// <summary>Writes a number of 4 bytes.</summary>
    /// <param name="address">Its physical address.</param>
    /// <param name="value">The number.</param>
    public void Write(ulong address, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Write(address, bytes);
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="address">The physical address of the first.</param>
    /// <param name="bytes">The bytes.</param>
    public void Write(ulong address, ReadOnlySpan<byte> bytes)
    {
        if (!_image.TryWrite(address, bytes))
        {
            throw Missing("memory");
        }
    }

    private static InvalidDataException Missing(string what) =>
        new($"the image has no {what}, so that nothing could be planted");
}
