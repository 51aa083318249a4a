using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Who is called back by a walk over a tree (kho 4.1).</summary>
public interface ITrackerVisitor
{
    /// <summary>A node: a table or a leaf.</summary>
    /// <param name="address">The physical address of its page.</param>
    /// <returns><see cref="Errno.None"/> to go on.</returns>
    Errno Node(ulong address);

    /// <summary>A key that is set.</summary>
    /// <param name="key">The key.</param>
    /// <returns><see cref="Errno.None"/> to go on.</returns>
    Errno Key(TrackerKey key);
}
