using System.Buffers.Binary;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference.Tests;

/// <summary>Raw reads of an image, by the offsets of the layout tables.</summary>
internal static class Image
{
    /// <summary>The reference on a machine of 32 MiB, all of which can be looked through quickly.</summary>
    public static ReferenceImplementation Small { get; } =
        new(new ReferenceOptions { Nodes = [new MemoryNode(0, 32UL << 20)] });

    public static byte[] Bytes(this IPhysicalImage image, ulong address, int length)
    {
        var bytes = new byte[length];
        Assert.True(image.TryRead(address, bytes), $"0x{address:x} is outside of the image");
        return bytes;
    }

    public static ulong U64(this IPhysicalImage image, ulong address) =>
        BinaryPrimitives.ReadUInt64LittleEndian(image.Bytes(address, 8));

    public static uint U32(this IPhysicalImage image, ulong address) =>
        BinaryPrimitives.ReadUInt32LittleEndian(image.Bytes(address, 4));

    public static string Text(this IPhysicalImage image, ulong address, int length) =>
        System.Text.Encoding.ASCII.GetString(image.Bytes(address, length)).TrimEnd('\0');

    /// <summary>The address and length of a subtree's blob.</summary>
    public static (ulong Address, ulong Length) Subtree(this IPhysicalImage image, ReadOnlySpan<byte> name)
    {
        Assert.True(
            FlattenedDeviceTree.TryRead(
                image.Bytes(image.FdtAddress, image.PageSize),
                out FlattenedDeviceTree tree,
                out _
            )
        );
        int node = tree.FindSubnode(tree.Root, name);
        Assert.True(tree.TryGetNumber(node, "preserved-data"u8, out ulong address));
        Assert.True(tree.TryGetNumber(node, "blob-size"u8, out ulong length));
        return (address, length);
    }

    /// <summary>Runs a program that ends in a kexec, and looks at the image of its last jump.</summary>
    public static void AtTheLastJump(string program, Action<IPhysicalImage> look, ReferenceImplementation? on = null)
    {
        using IMachine machine = (on ?? Small).Start();
        MemoryImage? kept = null;
        ((IImageObservable)machine).AtJump = image => kept = Copy(image);
        machine.Holds(program);
        look(kept!);
    }

    /// <summary>A copy of all that is reachable from the handover, which outlives the jump.</summary>
    public static MemoryImage Copy(IPhysicalImage image)
    {
        var copy = new MemoryImage(image.PageSize)
        {
            FdtAddress = image.FdtAddress,
            ScratchAddress = image.ScratchAddress,
            ScratchLength = image.ScratchLength,
        };
        for (
            ulong address = 0;
            image.TryGetPage(address, out ReadOnlySpan<byte> page);
            address += (ulong)image.PageSize
        )
        {
            // Whatever is in use lies low on a machine that has just started.
            if (address < 8 << 20 || page.IndexOfAnyExcept((byte)0) >= 0)
            {
                page.CopyTo(copy.Page(address));
            }
        }

        return copy;
    }
}
