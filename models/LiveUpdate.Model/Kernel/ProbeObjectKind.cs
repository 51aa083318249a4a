namespace LiveUpdate.Model;

/// <summary>What an object of the probe in the kernel is.</summary>
public enum ProbeObjectKind : byte
{
    /// <summary>A folio.</summary>
    Folio,

    /// <summary>Pages in a row, each by itself.</summary>
    Pages,

    /// <summary>An area that is linear in virtual space only.</summary>
    Area,

    /// <summary>A block set.</summary>
    Blocks,

    /// <summary>A tree of keys.</summary>
    Tree,

    /// <summary>Nothing but an address, found through a subtree.</summary>
    Address,
}
