namespace LiveUpdate.Reference;

/// <summary>Which page holds which part of a file, by page index: dense for low indexes, sparse for high ones.</summary>
/// <remarks>
/// An entry is 0 for a hole, the page frame number for a page, and its negative for a page that was allocated but never
/// written: its bytes are not the file's yet, which reads as zeros.
/// </remarks>
public sealed class FilePages
{
    private const ulong AlwaysDense = 4096;

    private static readonly Dictionary<ulong, int> Nothing = [];

    private int[] _near = [];
    private Dictionary<ulong, int>? _far;

    /// <summary>How many pages there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entry at an index.</summary>
    /// <param name="index">The page index in the file.</param>
    public int this[ulong index] =>
        index < (ulong)_near.Length && _near[index] != 0 ? _near[index]
        : _far is not null && _far.TryGetValue(index, out int page) ? page
        : 0;

    /// <summary>One past the highest index at which there can be a page.</summary>
    public ulong End => _far is { Count: > 0 } ? ulong.MaxValue : (ulong)_near.Length;

    /// <summary>Sets the entry at an index.</summary>
    /// <param name="index">The page index in the file.</param>
    /// <param name="entry">The entry, not 0.</param>
    public void Set(ulong index, int entry)
    {
        if (this[index] == 0)
        {
            Count++;
        }
        else
        {
            _far?.Remove(index);
        }

        if (index >= (ulong)_near.Length)
        {
            if (index >= AlwaysDense && index > 2 * (ulong)Count)
            {
                (_far ??= [])[index] = entry;
                return;
            }

            Array.Resize(ref _near, (int)Math.Max(index + 1, Math.Max(4, 2 * (ulong)_near.Length)));
        }

        _near[index] = entry;
    }

    /// <summary>Makes room at once for low indexes that are going to be set.</summary>
    /// <param name="end">One past the last index.</param>
    public void Expect(ulong end)
    {
        if (_near.Length == 0 && end <= AlwaysDense)
        {
            _near = new int[(int)end];
        }
    }

    /// <summary>Takes the pages of a range of indexes out.</summary>
    /// <param name="first">The first index.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="taken">Receives their entries.</param>
    public void Take(ulong first, ulong end, List<int> taken)
    {
        for (ulong i = first; i < Math.Min(end, (ulong)_near.Length); i++)
        {
            if (_near[i] != 0)
            {
                taken.Add(_near[i]);
                _near[i] = 0;
                Count--;
            }
        }

        if (_far is { Count: > 0 })
        {
            foreach (ulong index in _far.Keys.Where(index => index >= first && index < end).Order().ToArray())
            {
                taken.Add(_far[index]);
                _far.Remove(index);
                Count--;
            }
        }
    }

    /// <summary>The entries of low indexes, by index; many of them 0 perhaps.</summary>
    internal ReadOnlySpan<int> Near => _near;

    /// <summary>The entries of high indexes.</summary>
    internal Dictionary<ulong, int> Far => _far ?? Nothing;
}
