namespace LiveUpdate.Handover;

/// <summary>Memory into which handover structures are written a whole page at a time.</summary>
public interface IPageStore
{
    /// <summary>Takes a free page.</summary>
    /// <returns>Its physical address.</returns>
    ulong AllocatePage();

    /// <summary>Writes a page; it is written once and not read again by the writer.</summary>
    /// <param name="address">The page's physical address.</param>
    /// <param name="page">All of its bytes.</param>
    void WritePage(ulong address, ReadOnlySpan<byte> page);
}
