namespace LiveUpdate.Reference;

/// <summary>What the page allocator knows of a page.</summary>
public enum PageState : byte
{
    /// <summary>Never looked at: free memory that was not touched, or memory that the allocator was never given.</summary>
    Unseen,

    /// <summary>The first page of a free block.</summary>
    Free,

    /// <summary>A free page kept at hand for the next allocation.</summary>
    AtHand,

    /// <summary>The first page of a folio in use.</summary>
    Head,

    /// <summary>Another page of a folio in use.</summary>
    Tail,

    /// <summary>The first page of a folio that the kernel before handed over and nobody restored.</summary>
    Incoming,
}
