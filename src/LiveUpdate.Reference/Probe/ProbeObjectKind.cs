namespace LiveUpdate.Reference;

/// <summary>What an object of the probe is.</summary>
internal enum ProbeObjectKind : byte
{
    Folio,
    Pages,
    Area,
    Blocks,
    Tree,
    Address,
}
