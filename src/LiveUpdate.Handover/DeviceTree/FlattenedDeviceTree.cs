using static LiveUpdate.Handover.DeviceTreeFormat;

namespace LiveUpdate.Handover;

/// <summary>A flattened device tree (DTB version 17, or 16), validated as a whole and then read in place.</summary>
/// <remarks>
/// Nodes and properties are named by their offsets in the structure block; the root is <see cref="Root"/>, and -1 stands
/// for none. An offset holds until the tree is changed. Reading allocates nothing.
/// </remarks>
public readonly ref struct FlattenedDeviceTree
{
    /// <summary>How deep nodes may be nested, the root being 1.</summary>
    public const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _structure;
    private readonly ReadOnlySpan<byte> _strings;

    /// <summary>A tree that is known to be valid.</summary>
    internal FlattenedDeviceTree(ReadOnlySpan<byte> structure, ReadOnlySpan<byte> strings, int totalSize, int root)
    {
        _structure = structure;
        _strings = strings;
        TotalSize = totalSize;
        Root = root;
    }

    /// <summary>The size in bytes that the header gives.</summary>
    public int TotalSize { get; }

    /// <summary>The root node.</summary>
    public int Root { get; }

    /// <summary>Reads and validates a tree, all of it.</summary>
    /// <param name="blob">The bytes; there may be more than the tree has.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="fault">What is wrong, or nothing.</param>
    /// <returns>Whether it is valid.</returns>
    public static bool TryRead(ReadOnlySpan<byte> blob, out FlattenedDeviceTree tree, out DeviceTreeFault fault)
    {
        tree = default;
        fault = CheckHeader(blob, out int headerSize);
        if (!fault.IsNone)
        {
            return false;
        }

        int total = (int)Word(blob, TotalSizeOffset);
        ReadOnlySpan<byte> whole = blob[..total];
        fault = CheckBlocks(whole, headerSize, out Range structure, out Range strings);
        if (!fault.IsNone)
        {
            return false;
        }

        int root = -1;
        int at = Walk(whole[structure], whole[strings], ref root, out DeviceTreeError error);
        if (error != DeviceTreeError.None)
        {
            fault = new DeviceTreeFault(error, structure.Start.Value + at);
            return false;
        }

        tree = new FlattenedDeviceTree(whole[structure], whole[strings], total, root);
        return true;
    }

    /// <summary>The first property of a node.</summary>
    /// <param name="node">A node.</param>
    /// <returns>A property, or -1.</returns>
    public int FirstProperty(int node) => PropertyFrom(AfterName(node));

    /// <summary>The property that follows in the same node.</summary>
    /// <param name="property">A property.</param>
    /// <returns>A property, or -1.</returns>
    public int NextProperty(int property) => PropertyFrom(AfterProperty(property));

    /// <summary>A property's name.</summary>
    /// <param name="property">A property.</param>
    public ReadOnlySpan<byte> PropertyName(int property) =>
        FixedText.Read(_strings[(int)Word(_structure, property + 8)..]);

    /// <summary>A property's value.</summary>
    /// <param name="property">A property.</param>
    public ReadOnlySpan<byte> PropertyValue(int property) =>
        _structure.Slice(property + PropertyHeadSize, (int)Word(_structure, property + TagSize));

    /// <summary>Looks for a property.</summary>
    /// <param name="node">A node.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="value">Its value; empty when there is none.</param>
    /// <returns>Whether the node has it.</returns>
    public bool TryGetProperty(int node, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        for (int property = FirstProperty(node); property >= 0; property = NextProperty(property))
        {
            if (PropertyName(property).SequenceEqual(name))
            {
                value = PropertyValue(property);
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The value of a property that is one number of 8 bytes, least significant first as KHO writes it.</summary>
    /// <param name="node">A node.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="value">The number; 0 when there is none.</param>
    /// <returns>Whether the node has the property and the property has exactly 8 bytes.</returns>
    public bool TryGetNumber(int node, ReadOnlySpan<byte> name, out ulong value)
    {
        bool found = TryGetProperty(node, name, out ReadOnlySpan<byte> bytes) && bytes.Length == sizeof(ulong);
        value = found ? System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;
        return found;
    }

    /// <summary>Whether one of the strings of a node's <c>compatible</c> is the given one.</summary>
    /// <param name="node">A node.</param>
    /// <param name="name">The string.</param>
    public bool IsCompatible(int node, ReadOnlySpan<byte> name)
    {
        _ = TryGetProperty(node, FormatNames.Compatible, out ReadOnlySpan<byte> list);
        while (!list.IsEmpty)
        {
            int end = list.IndexOf((byte)0);
            if (end < 0)
            {
                return false;
            }

            if (list[..end].SequenceEqual(name))
            {
                return true;
            }

            list = list[(end + 1)..];
        }

        return false;
    }

    /// <summary>A node's name, with its unit address.</summary>
    /// <param name="node">A node.</param>
    public ReadOnlySpan<byte> NodeName(int node) => FixedText.Read(_structure[(node + TagSize)..]);

    /// <summary>The first node inside of a node.</summary>
    /// <param name="node">A node.</param>
    /// <returns>A node, or -1.</returns>
    public int FirstSubnode(int node)
    {
        int at = AfterName(node);
        for (int property = PropertyFrom(at); property >= 0; property = PropertyFrom(at))
        {
            at = AfterProperty(property);
        }

        return NodeFrom(at);
    }

    /// <summary>The node that follows inside of the same node.</summary>
    /// <param name="node">A node other than the root.</param>
    /// <returns>A node, or -1.</returns>
    public int NextSubnode(int node) => NodeFrom(After(node));

    /// <summary>Looks for a node inside of a node.</summary>
    /// <param name="node">The node to look in.</param>
    /// <param name="name">The name; without a unit address it also finds the first node that has one.</param>
    /// <returns>A node, or -1.</returns>
    public int FindSubnode(int node, ReadOnlySpan<byte> name)
    {
        int found = FirstSubnode(node);
        while (found >= 0 && !NameMatches(NodeName(found), name))
        {
            found = NextSubnode(found);
        }

        return found;
    }

    /// <summary>The offset just behind a node and all that is in it.</summary>
    internal int After(int node)
    {
        int depth = 0;
        int at = node;
        do
        {
            uint tag = Word(_structure, at);
            depth +=
                tag == BeginNode ? 1
                : tag == EndNode ? -1
                : 0;
            at = tag switch
            {
                BeginNode => AfterName(at),
                Property => AfterProperty(at),
                _ => at + TagSize,
            };
        } while (depth > 0);

        return at;
    }

    /// <summary>The offset just behind a node's own properties, where a new node goes.</summary>
    internal int AfterProperties(int node)
    {
        int at = AfterName(node);
        while (Word(_structure, at) is Property or Nop)
        {
            at = Word(_structure, at) == Property ? AfterProperty(at) : at + TagSize;
        }

        return at;
    }

    /// <summary>The offset of a node's first property or other content.</summary>
    internal int AfterName(int node) => node + TagSize + Align4(NodeName(node).Length + 1);

    private static DeviceTreeFault CheckHeader(ReadOnlySpan<byte> blob, out int headerSize)
    {
        headerSize = HeaderSizeOf16;
        if (blob.Length < HeaderSizeOf16)
        {
            return new DeviceTreeFault(DeviceTreeError.Truncated, blob.Length);
        }

        if (Word(blob, 0) != Magic)
        {
            return new DeviceTreeFault(DeviceTreeError.BadMagic, 0);
        }

        uint version = Word(blob, VersionOffset);
        if (version < OldestReader || Word(blob, LastCompatibleOffset) > LatestVersion)
        {
            return new DeviceTreeFault(DeviceTreeError.BadVersion, VersionOffset);
        }

        headerSize = version >= LatestVersion ? HeaderSize : HeaderSizeOf16;
        uint total = Word(blob, TotalSizeOffset);
        return total > (uint)blob.Length || total < (uint)headerSize
            ? new DeviceTreeFault(DeviceTreeError.Truncated, TotalSizeOffset)
            : default;
    }

    private static DeviceTreeFault CheckBlocks(
        ReadOnlySpan<byte> whole,
        int headerSize,
        out Range structure,
        out Range strings
    )
    {
        uint total = (uint)whole.Length;
        uint structureAt = Word(whole, StructureOffset);
        // Version 16 does not say how long the structure block is; it ends with its closing tag.
        uint structureSize =
            headerSize == HeaderSize ? Word(whole, StructureSizeOffset) : total - Math.Min(total, structureAt);
        uint stringsAt = Word(whole, StringsOffset);
        uint stringsSize = Word(whole, StringsSizeOffset);
        structure = strings = default;
        if (!IsInside(structureAt, structureSize, (uint)headerSize, total) || structureAt % 4 != 0)
        {
            return new DeviceTreeFault(DeviceTreeError.BadLayout, StructureOffset);
        }

        if (!IsInside(stringsAt, stringsSize, (uint)headerSize, total))
        {
            return new DeviceTreeFault(DeviceTreeError.BadLayout, StringsOffset);
        }

        structure = (int)structureAt..(int)(structureAt + structureSize);
        strings = (int)stringsAt..(int)(stringsAt + stringsSize);
        return ReserveMapEnd(whole, headerSize) < 0
            ? new DeviceTreeFault(DeviceTreeError.BadLayout, ReserveMapOffset)
            : default;
    }

    private static bool IsInside(uint at, uint size, uint from, uint to) => at >= from && at <= to && size <= to - at;

    /// <summary>The offset behind the memory reservations and their closing pair of zeros, or -1.</summary>
    internal static int ReserveMapEnd(ReadOnlySpan<byte> whole, int headerSize)
    {
        uint start = Word(whole, ReserveMapOffset);
        if (start < (uint)headerSize || start % 8 != 0)
        {
            return -1;
        }

        for (long at = start; at + ReserveEntrySize <= whole.Length; at += ReserveEntrySize)
        {
            if (!whole.Slice((int)at, ReserveEntrySize).ContainsAnyExcept((byte)0))
            {
                return (int)at + ReserveEntrySize;
            }
        }

        return -1;
    }

    /// <summary>Goes through every tag once and checks that reading later never leaves the two blocks.</summary>
    private static int Walk(
        ReadOnlySpan<byte> structure,
        ReadOnlySpan<byte> strings,
        ref int root,
        out DeviceTreeError error
    )
    {
        // Every property's name must end inside the strings; it does if it starts before the last NUL.
        int lastNul = strings.LastIndexOf((byte)0);
        error = DeviceTreeError.BadStructure;
        int depth = 0;
        bool propertiesMayFollow = false;
        int at = 0;
        while (at <= structure.Length - TagSize)
        {
            int next = at + TagSize;
            switch (Word(structure, at))
            {
                case BeginNode:
                    int length = structure[next..].IndexOf((byte)0);
                    next += Align4(length + 1);
                    if (length < 0 || next > structure.Length || (depth == 0 && root >= 0))
                    {
                        return at;
                    }

                    root = depth == 0 ? at : root;
                    propertiesMayFollow = true;
                    if (++depth > MaxDepth)
                    {
                        error = DeviceTreeError.TooDeep;
                        return at;
                    }

                    break;
                case EndNode:
                    propertiesMayFollow = false;
                    if (--depth < 0)
                    {
                        return at;
                    }

                    break;
                case Property:
                    if (!propertiesMayFollow || structure.Length - at < PropertyHeadSize)
                    {
                        return at;
                    }

                    uint size = Word(structure, at + TagSize);
                    uint name = Word(structure, at + 8);
                    if (
                        size > (uint)(structure.Length - at - PropertyHeadSize)
                        || name > (uint)Math.Max(lastNul, 0)
                        || lastNul < 0
                    )
                    {
                        return at;
                    }

                    next = at + PropertyHeadSize + Align4((int)size);
                    break;
                case Nop:
                    break;
                case End:
                    error = depth == 0 && root >= 0 ? DeviceTreeError.None : DeviceTreeError.BadStructure;
                    return at;
                default:
                    return at;
            }

            at = next;
        }

        return Math.Min(at, structure.Length);
    }

    private int AfterProperty(int property) =>
        property + PropertyHeadSize + Align4((int)Word(_structure, property + TagSize));

    private int PropertyFrom(int at)
    {
        at = SkipNops(at);
        return Word(_structure, at) == Property ? at : -1;
    }

    private int NodeFrom(int at)
    {
        at = SkipNops(at);
        return Word(_structure, at) == BeginNode ? at : -1;
    }

    private int SkipNops(int at)
    {
        while (Word(_structure, at) == Nop)
        {
            at += TagSize;
        }

        return at;
    }
}
