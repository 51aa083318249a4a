namespace LiveUpdate.Handover;

/// <summary>What is wrong with a flattened device tree, or why it could not be changed.</summary>
public enum DeviceTreeError
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The bytes end before the tree does.</summary>
    Truncated,

    /// <summary>It does not start with the magic number 0xd00dfeed.</summary>
    BadMagic,

    /// <summary>A version other than 16 and 17.</summary>
    BadVersion,

    /// <summary>A block lies outside of the tree or at an odd offset, or blocks are not in the order that a change needs.</summary>
    BadLayout,

    /// <summary>The structure block is malformed: an unknown tag, an unclosed node, a length or a name beyond its block.</summary>
    BadStructure,

    /// <summary>Nodes are nested deeper than <see cref="FlattenedDeviceTree.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>There is no such node.</summary>
    NotFound,

    /// <summary>There is a node of that name already.</summary>
    Exists,

    /// <summary>The change does not fit into the buffer; what KHO answers with ENOMEM.</summary>
    NoSpace,
}
