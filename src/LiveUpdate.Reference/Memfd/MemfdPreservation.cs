namespace LiveUpdate.Reference;

/// <summary>What the memfd handler keeps of a preserved file until it is unpreserved or the kernel ends.</summary>
public sealed class MemfdPreservation
{
    /// <summary>The page of the record.</summary>
    public int RecordPage { get; set; }

    /// <summary>The folio array, or <see langword="null"/> for an empty file.</summary>
    public VmallocArea? Array { get; set; }

    /// <summary>How many pages of the file, from its start, are pinned.</summary>
    public ulong PinnedPages { get; set; }

    /// <summary>How many pages of the file, from its start, are in the tracker.</summary>
    public ulong TrackedPages { get; set; }
}
