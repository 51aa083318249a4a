namespace LiveUpdate.Handover;

/// <summary>The KHO device tree as a kernel starts it (kho 5, KHO-FDT-01).</summary>
public static class KhoTree
{
    /// <summary>Writes the tree without any subtree.</summary>
    /// <param name="page">The tree's page; all of it is cleared first.</param>
    /// <param name="trackerRoot">Physical address of the tracker's root.</param>
    /// <returns>The size of the tree in bytes.</returns>
    public static int Write(Span<byte> page, ulong trackerRoot)
    {
        DeviceTreeEditor editor = DeviceTreeEditor.Create(page);
        int root = editor.Tree.Root;
        Span<byte> compatible = stackalloc byte[FormatNames.Kho.Length + 1];
        compatible.Clear();
        FormatNames.Kho.CopyTo(compatible);
        // The property set last comes first.
        _ = editor.SetNumber(root, FormatNames.PreservedMemoryMap, trackerRoot);
        _ = editor.SetProperty(root, FormatNames.Compatible, compatible);
        return editor.Pack();
    }

    /// <summary>Adds a subtree.</summary>
    /// <param name="page">The tree's page.</param>
    /// <param name="name">The subtree's name.</param>
    /// <param name="address">Physical address of the blob.</param>
    /// <param name="length">Length of the blob in bytes.</param>
    /// <returns>
    /// Success; <see cref="DeviceTreeError.Exists"/> where KHO answers EEXIST; anything else where it answers ENOMEM
    /// (KHO-FDT-03). Without success the tree's nodes are unchanged.
    /// </returns>
    public static DeviceTreeError AddSubtree(Span<byte> page, ReadOnlySpan<byte> name, ulong address, ulong length)
    {
        DeviceTreeFault fault = DeviceTreeEditor.TryOpen(page, out DeviceTreeEditor editor);
        if (!fault.IsNone)
        {
            return fault.Error;
        }

        DeviceTreeError error = editor.AddSubnode(editor.Tree.Root, name, out int node);
        if (error == DeviceTreeError.None)
        {
            error = editor.SetNumber(node, FormatNames.PreservedData, address);
            error = error == DeviceTreeError.None ? editor.SetNumber(node, FormatNames.BlobSize, length) : error;
            if (error != DeviceTreeError.None)
            {
                editor.DeleteNode(node);
            }
        }

        _ = editor.Pack();
        return error;
    }

    /// <summary>Removes the first subtree whose blob is at an address (KHO-FDT-04).</summary>
    /// <param name="page">The tree's page.</param>
    /// <param name="address">Physical address of the blob.</param>
    /// <returns>Whether there was one.</returns>
    public static bool RemoveSubtree(Span<byte> page, ulong address)
    {
        if (!DeviceTreeEditor.TryOpen(page, out DeviceTreeEditor editor).IsNone)
        {
            return false;
        }

        FlattenedDeviceTree tree = editor.Tree;
        int node = tree.FirstSubnode(tree.Root);
        while (node >= 0 && !(tree.TryGetNumber(node, FormatNames.PreservedData, out ulong data) && data == address))
        {
            node = tree.NextSubnode(node);
        }

        if (node >= 0)
        {
            editor.DeleteNode(node);
        }

        _ = editor.Pack();
        return node >= 0;
    }
}
