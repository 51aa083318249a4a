namespace LiveUpdate.Reference;

/// <summary>What changes the set that is handed over.</summary>
public enum SetChange
{
    /// <summary>A folio is preserved, that of an allocation or of a block too.</summary>
    Folio,

    /// <summary>Pages are preserved, those of an area too.</summary>
    Pages,

    /// <summary>A subtree is added.</summary>
    Subtree,

    /// <summary>Something is taken out.</summary>
    Removal,
}
