namespace LiveUpdate.Contract;

/// <summary>Bounds of the language on file operations.</summary>
public static class FileLimits
{
    /// <summary>The most bytes that one read or write asks for: 1 GiB, below the kernel's own limit for one call.</summary>
    public const ulong MaxTransfer = 1UL << 30;
}
