namespace LiveUpdate.Model;

/// <summary>A memfd or a file on tmpfs: the inode, apart from the descriptors that lead to it.</summary>
public sealed record MemoryFile : Identified
{
    /// <summary>Its size in bytes.</summary>
    public ulong Size { get; init; }

    /// <summary>Its seals, as F_GET_SEALS gives them.</summary>
    public ulong Seals { get; init; }

    /// <summary>Its link count.</summary>
    public ulong Links { get; init; }

    /// <summary>Its permission bits.</summary>
    public ulong Mode { get; init; }

    /// <summary>Its contents.</summary>
    public FileContents Contents { get; init; } = FileContents.Empty;

    /// <summary>Its allocated pages.</summary>
    public PageSet AllocatedPages { get; init; } = PageSet.Empty;

    /// <summary>Whether it is preserved, so that its size cannot change (MEMFD-06).</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether it was preserved while it was preserved, so that what becomes of it is left open (LUO-OLD-08).</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The <see cref="ModelSession.Id"/> that owns it (preserved, or retrieved and not finished), or 0.</summary>
    public int OwnerSessionId { get; init; }

    /// <summary>How many kexecs its contents have crossed.</summary>
    public int Crossings { get; init; }

    /// <summary>Whether a RETRIEVE_FD of this kernel made it.</summary>
    public bool IsRetrieved { get; init; }

    /// <summary>What has happened to it.</summary>
    public FilePremises Premises { get; init; }
}
