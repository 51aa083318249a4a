using static LiveUpdate.Handover.DeviceTreeFormat;

namespace LiveUpdate.Handover;

/// <summary>Changes a flattened device tree inside of its own buffer, such as the page of the KHO tree.</summary>
/// <remarks>
/// It leaves the bytes that libfdt would: a new node goes before the existing ones, a new property before the others of
/// its node, the names of properties are shared and appended (kho 5). A call that does not succeed changes nothing.
/// Offsets of nodes, see <see cref="FlattenedDeviceTree"/>, hold until the next change. Between opening and
/// <see cref="Pack"/> the header gives the whole buffer as the tree's size.
/// </remarks>
public readonly ref struct DeviceTreeEditor
{
    private readonly Span<byte> _buffer;
    private readonly int _root;

    private DeviceTreeEditor(Span<byte> buffer, int root)
    {
        _buffer = buffer;
        _root = root;
    }

    /// <summary>The tree as it is now. It was valid when it was opened and every change leaves it so.</summary>
    public FlattenedDeviceTree Tree => new(Structure, Strings, (int)Word(_buffer, TotalSizeOffset), _root);

    /// <summary>Writes a tree of one empty root node and opens it.</summary>
    /// <param name="buffer">Where it goes, at least 72 bytes; all of it is cleared first.</param>
    public static DeviceTreeEditor Create(Span<byte> buffer)
    {
        const int structureAt = HeaderSize + ReserveEntrySize;
        const int structureSize = 16;
        buffer.Clear();
        SetWord(buffer, 0, Magic);
        SetWord(buffer, TotalSizeOffset, (uint)buffer.Length);
        SetWord(buffer, StructureOffset, structureAt);
        SetWord(buffer, StringsOffset, structureAt + structureSize);
        SetWord(buffer, ReserveMapOffset, HeaderSize);
        SetWord(buffer, VersionOffset, LatestVersion);
        SetWord(buffer, LastCompatibleOffset, OldestReader);
        SetWord(buffer, StructureSizeOffset, structureSize);
        SetWord(buffer, structureAt, BeginNode);
        SetWord(buffer, structureAt + 8, EndNode);
        SetWord(buffer, structureAt + 12, End);
        return new DeviceTreeEditor(buffer, root: 0);
    }

    /// <summary>Opens a tree for changes up to the size of its buffer.</summary>
    /// <param name="buffer">The buffer, with the tree at its start.</param>
    /// <param name="editor">The opened tree.</param>
    /// <returns>What is wrong with it: it must be valid, of version 17, its blocks in the usual order.</returns>
    public static DeviceTreeFault TryOpen(Span<byte> buffer, out DeviceTreeEditor editor)
    {
        editor = default;
        if (!FlattenedDeviceTree.TryRead(buffer, out FlattenedDeviceTree tree, out DeviceTreeFault fault))
        {
            return fault;
        }

        if (Word(buffer, VersionOffset) < LatestVersion)
        {
            return new DeviceTreeFault(DeviceTreeError.BadVersion, VersionOffset);
        }

        uint structure = Word(buffer, StructureOffset);
        int reserveEnd = FlattenedDeviceTree.ReserveMapEnd(buffer, HeaderSize);
        if (structure < (uint)reserveEnd || Word(buffer, StringsOffset) < structure + Word(buffer, StructureSizeOffset))
        {
            return new DeviceTreeFault(DeviceTreeError.BadLayout, StructureOffset);
        }

        editor = new DeviceTreeEditor(buffer, tree.Root);
        SetWord(buffer, TotalSizeOffset, (uint)buffer.Length);
        return default;
    }

    /// <summary>Adds an empty node before the other ones in its parent.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="name">The name; not checked, but it should hold no NUL.</param>
    /// <param name="node">The new node, or -1.</param>
    /// <returns>Success, or that it exists or does not fit.</returns>
    public DeviceTreeError AddSubnode(int parent, ReadOnlySpan<byte> name, out int node)
    {
        FlattenedDeviceTree tree = Tree;
        node = -1;
        if (tree.FindSubnode(parent, name) >= 0)
        {
            return DeviceTreeError.Exists;
        }

        int at = tree.AfterProperties(parent);
        int nameSize = Align4(name.Length + 1);
        if (!SpliceStructure(at, 0, TagSize + nameSize + TagSize))
        {
            return DeviceTreeError.NoSpace;
        }

        Span<byte> structure = Structure;
        SetWord(structure, at, BeginNode);
        Span<byte> field = structure.Slice(at + TagSize, nameSize);
        field.Clear();
        name.CopyTo(field);
        SetWord(structure, at + TagSize + nameSize, EndNode);
        node = at;
        return DeviceTreeError.None;
    }

    /// <summary>Sets a property: an existing one keeps its place, a new one comes before the others.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>Success, or that it does not fit.</returns>
    public DeviceTreeError SetProperty(int node, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        FlattenedDeviceTree tree = Tree;
        for (int property = tree.FirstProperty(node); property >= 0; property = tree.NextProperty(property))
        {
            if (tree.PropertyName(property).SequenceEqual(name))
            {
                return Replace(property, tree.PropertyValue(property).Length, value);
            }
        }

        return Insert(tree.AfterName(node), name, value);
    }

    /// <summary>Sets a property to one number of 8 bytes, least significant first as KHO has it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="value">The number.</param>
    /// <returns>Success, or that it does not fit.</returns>
    public DeviceTreeError SetNumber(int node, ReadOnlySpan<byte> name, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return SetProperty(node, name, bytes);
    }

    /// <summary>Deletes a node and all that is in it.</summary>
    /// <param name="node">A node other than the root.</param>
    public void DeleteNode(int node) => _ = SpliceStructure(node, Tree.After(node) - node, 0);

    /// <summary>Moves the blocks together and makes the header give the size that the tree really has.</summary>
    /// <returns>That size in bytes.</returns>
    public int Pack()
    {
        int reserveAt = (int)Word(_buffer, ReserveMapOffset);
        int reserveSize = FlattenedDeviceTree.ReserveMapEnd(_buffer, HeaderSize) - reserveAt;
        int structureSize = Structure.Length;
        int stringsSize = Strings.Length;
        int structureAt = HeaderSize + reserveSize;
        int stringsAt = structureAt + structureSize;
        _buffer.Slice(reserveAt, reserveSize).CopyTo(_buffer[HeaderSize..]);
        Structure.CopyTo(_buffer[structureAt..]);
        Strings.CopyTo(_buffer[stringsAt..]);
        SetWord(_buffer, ReserveMapOffset, HeaderSize);
        SetWord(_buffer, StructureOffset, (uint)structureAt);
        SetWord(_buffer, StringsOffset, (uint)stringsAt);
        SetWord(_buffer, TotalSizeOffset, (uint)(stringsAt + stringsSize));
        return stringsAt + stringsSize;
    }

    private Span<byte> Structure =>
        _buffer.Slice((int)Word(_buffer, StructureOffset), (int)Word(_buffer, StructureSizeOffset));

    private Span<byte> Strings =>
        _buffer.Slice((int)Word(_buffer, StringsOffset), (int)Word(_buffer, StringsSizeOffset));

    private int Used => (int)(Word(_buffer, StringsOffset) + Word(_buffer, StringsSizeOffset));

    private DeviceTreeError Replace(int property, int oldLength, ReadOnlySpan<byte> value)
    {
        if (!SpliceStructure(property + PropertyHeadSize, Align4(oldLength), Align4(value.Length)))
        {
            return DeviceTreeError.NoSpace;
        }

        WriteValue(property, value);
        return DeviceTreeError.None;
    }

    private DeviceTreeError Insert(int at, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int nameAt = FindString(name);
        int added = nameAt < 0 ? name.Length + 1 : 0;
        int size = PropertyHeadSize + Align4(value.Length);
        if (added + size > _buffer.Length - Used)
        {
            return DeviceTreeError.NoSpace;
        }

        nameAt = added > 0 ? AppendString(name) : nameAt;
        _ = SpliceStructure(at, 0, size);
        Span<byte> structure = Structure;
        SetWord(structure, at, Property);
        SetWord(structure, at + 8, (uint)nameAt);
        WriteValue(at, value);
        return DeviceTreeError.None;
    }

    private void WriteValue(int property, ReadOnlySpan<byte> value)
    {
        SetWord(Structure, property + TagSize, (uint)value.Length);
        Span<byte> field = Structure.Slice(property + PropertyHeadSize, Align4(value.Length));
        value.CopyTo(field);
        field[value.Length..].Clear();
    }

    /// <summary>Where a name is in the strings, be it as the tail of another one; -1 if it is not.</summary>
    private int FindString(ReadOnlySpan<byte> name)
    {
        Span<byte> strings = Strings;
        for (int from = 0; from < strings.Length; )
        {
            int found = strings[from..].IndexOf(name);
            if (found < 0 || from + found + name.Length >= strings.Length)
            {
                return -1;
            }

            if (strings[from + found + name.Length] == 0)
            {
                return from + found;
            }

            from += found + 1;
        }

        return -1;
    }

    private int AppendString(ReadOnlySpan<byte> name)
    {
        int at = Strings.Length;
        Span<byte> field = _buffer.Slice(Used, name.Length + 1);
        name.CopyTo(field);
        field[^1] = 0;
        SetWord(_buffer, StringsSizeOffset, (uint)(at + field.Length));
        return at;
    }

    /// <summary>Makes a part of the structure block longer or shorter and moves what is behind it.</summary>
    private bool SpliceStructure(int at, int oldLength, int newLength)
    {
        int grow = newLength - oldLength;
        int used = Used;
        if (grow > _buffer.Length - used)
        {
            return false;
        }

        int from = (int)Word(_buffer, StructureOffset) + at + oldLength;
        _buffer[from..used].CopyTo(_buffer[(from + grow)..]);
        SetWord(_buffer, StructureSizeOffset, (uint)(Structure.Length + grow));
        SetWord(_buffer, StringsOffset, (uint)((int)Word(_buffer, StringsOffset) + grow));
        return true;
    }
}
