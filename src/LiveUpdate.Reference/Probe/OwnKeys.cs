using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Collects the keys of a walk whose blocks lie in pages of the probe.</summary>
/// <param name="geometry">The page size.</param>
/// <param name="isOwn">Whether a page is the probe's.</param>
internal sealed class OwnKeys(PageGeometry geometry, Predicate<int> isOwn) : ITrackerVisitor
{
    private readonly List<ulong> _keys = [];

    public ReadOnlySpan<ulong> Keys => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_keys);

    public Errno Node(ulong address) => Errno.None;

    public Errno Key(TrackerKey key)
    {
        int first = (int)(key.Address(geometry) >> geometry.PageShift);
        int count = 1 << Math.Min(key.Order(geometry), 30);
        for (int i = 0; i < count; i++)
        {
            if (isOwn(first + i))
            {
                _keys.Add(key.Value);
                break;
            }
        }

        return Errno.None;
    }
}
