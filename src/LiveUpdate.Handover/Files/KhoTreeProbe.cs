using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Tells the live KHO tree in a memory dump from old copies: its own page is in its tracker.</summary>
internal sealed class KhoTreeProbe(IPhysicalImage image)
{
    /// <summary>Which kexec since the cold boot a tree was made for; 0 when it does not say.</summary>
    public uint KexecCount(ulong address)
    {
        byte[] metadata = new byte[KexecMetadata.Size];
        return
            image.TryGetPage(address, out ReadOnlySpan<byte> page)
            && FlattenedDeviceTree.TryRead(page, out FlattenedDeviceTree tree, out _)
            && tree.FindSubnode(tree.Root, FormatNames.MetadataSubtree) is >= 0 and int node
            && tree.TryGetNumber(node, FormatNames.PreservedData, out ulong data)
            && image.TryRead(data, metadata)
            ? KexecMetadata.Read(metadata).Count
            : 0;
    }

    /// <summary>Whether a page is a KHO tree that its own tracker preserves.</summary>
    public bool IsKhoTree(ulong address)
    {
        PageGeometry geometry = PageGeometry.Of(image.PageSize);
        if (
            !image.TryGetPage(address, out ReadOnlySpan<byte> page)
            || !FlattenedDeviceTree.TryRead(page, out FlattenedDeviceTree tree, out _)
            || !tree.IsCompatible(tree.Root, FormatNames.Kho)
            || !tree.TryGetNumber(tree.Root, FormatNames.PreservedMemoryMap, out ulong node)
        )
        {
            return false;
        }

        TrackerKey key = TrackerKey.Encode(geometry, address, 0);
        for (int level = geometry.Levels - 1; level >= 0; level--)
        {
            if (!image.TryGetPage(node, out page))
            {
                return false;
            }

            int index = key.IndexAt(geometry, level);
            if (level == 0)
            {
                return TrackerNode.Bit(page, index);
            }

            node = TrackerNode.Entry(page, index);
        }

        return false;
    }
}
