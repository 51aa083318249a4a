namespace LiveUpdate.Reference;

/// <summary>What a kernel keeps of one page besides its bytes (the kernel's <c>struct page</c>). It does not outlive the kernel.</summary>
public struct PageInfo
{
    /// <summary>The magic number in <see cref="Private"/> of a folio that can be restored (kho 3).</summary>
    public const uint RestoreMagic = 0x4B484F50;

    /// <summary>The state.</summary>
    public PageState State;

    /// <summary>The order of the folio or free block, at its first page.</summary>
    public byte Order;

    /// <summary>What the page is used for.</summary>
    public PageOwner Owner;

    /// <summary>The reference count, at the folio's first page.</summary>
    public int References;

    /// <summary>The order in the low half and <see cref="RestoreMagic"/> in the high half of a folio that can be restored, else 0.</summary>
    public ulong Private;

    /// <summary>Of a free block the next one of its order, of a tail page the folio's first page.</summary>
    internal int Next;

    /// <summary>Of a free block the one before.</summary>
    internal int Previous;

    /// <summary>How many references an audit has found so far; 0 outside of audits, as the three below.</summary>
    internal int Claims;

    /// <summary>What an audit found it to be used for.</summary>
    internal PageOwner ClaimedFor;

    /// <summary>One more than the order with which an audit expects it in the tracker, or 0.</summary>
    internal short ClaimedPreserved;

    /// <summary>Whether an audit found who will restore it.</summary>
    internal bool ClaimedIncoming;
}
