namespace LiveUpdate.Handover;

/// <summary>The entries of a tracker, sorted by address, each of which can be claimed once by what it was preserved for.</summary>
internal sealed class TrackerIndex
{
    /// <summary>The most entries that are read; that many single pages of 4 KiB are 64 GiB.</summary>
    public const int MaxEntries = 1 << 24;

    private const int OrderBits = 6;
    private const int OrderMask = (1 << OrderBits) - 1;

    /// <summary>The address in units of 4 KiB, and below it the order in 6 bits.</summary>
    private ulong[] _entries = new ulong[64];
    private ulong[] _claims = new ulong[1];
    private bool _isSorted;

    public int Count { get; private set; }

    /// <summary>How many entries were claimed.</summary>
    public int Claimed { get; private set; }

    public void Clear()
    {
        Count = 0;
        Claimed = 0;
        _isSorted = true;
    }

    /// <summary>Adds an entry.</summary>
    /// <returns>Whether there was still room for it.</returns>
    public bool Add(ulong address, int order)
    {
        if (Count == _entries.Length)
        {
            if (Count == MaxEntries)
            {
                return false;
            }

            Array.Resize(ref _entries, Count * 2);
        }

        ulong entry = (address >> 12 << OrderBits) | (uint)order;
        _isSorted &= Count == 0 || _entries[Count - 1] <= entry;
        _entries[Count++] = entry;
        return true;
    }

    /// <summary>Ends the adding: from now on entries can be looked for and claimed.</summary>
    public void Seal()
    {
        if (!_isSorted)
        {
            _entries.AsSpan(0, Count).Sort();
        }

        int words = (Count + 63) / 64;
        if (_claims.Length < words)
        {
            _claims = new ulong[_entries.Length / 64];
        }

        Array.Clear(_claims, 0, words);
    }

    public ulong Address(int index) => _entries[index] >> OrderBits << 12;

    public int Order(int index) => (int)(_entries[index] & OrderMask);

    /// <summary>The first entry at or behind an address; <see cref="Count"/> if there is none.</summary>
    public int FirstFrom(ulong address)
    {
        ulong wanted = address >> 12 << OrderBits;
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_entries[middle] < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The entry that starts at a page's address, the one of the lowest order; -1 if there is none.</summary>
    public int Find(ulong address)
    {
        int index = FirstFrom(address);
        return index < Count && _entries[index] >> OrderBits == address >> 12 ? index : -1;
    }

    /// <summary>The entry that starts at a page's address and has an order; -1 if there is none.</summary>
    public int Find(ulong address, int order)
    {
        int index = Find(address);
        while (index >= 0 && Order(index) != order)
        {
            index = index + 1 < Count && Address(index + 1) == address ? index + 1 : -1;
        }

        return index;
    }

    /// <summary>Whether an entry holds a page, be it the first of a block or not.</summary>
    public bool Covers(ulong address, PageGeometry geometry)
    {
        int index = FirstFrom(address);
        if (index < Count && Address(index) == address)
        {
            return true;
        }

        ulong pages = index == 0 ? 0 : 1UL << (Order(index - 1) + geometry.PageShift - 12);
        return index > 0 && (address - Address(index - 1)) >> 12 < pages;
    }

    /// <summary>Claims an entry.</summary>
    /// <returns>Whether nobody had claimed it before.</returns>
    public bool Claim(int index)
    {
        ulong bit = 1UL << (index & 63);
        ref ulong word = ref _claims[index >> 6];
        bool isFirst = (word & bit) == 0;
        word |= bit;
        Claimed += isFirst ? 1 : 0;
        return isFirst;
    }

    /// <summary>The first entry that nobody has claimed; -1 if there is none.</summary>
    public int FirstUnclaimed()
    {
        for (int index = 0; index < Count; index++)
        {
            if ((_claims[index >> 6] & (1UL << (index & 63))) == 0)
            {
                return index;
            }
        }

        return -1;
    }
}
