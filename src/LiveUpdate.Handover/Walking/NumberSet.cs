namespace LiveUpdate.Handover;

/// <summary>A set of 64-bit numbers that is cleared in the time of what it holds and keeps its memory.</summary>
internal sealed class NumberSet
{
    private ulong[] _slots = new ulong[64];
    private int[] _used = new int[32];
    private int _count;
    private bool _hasZero;

    public int Count => _count + (_hasZero ? 1 : 0);

    public void Clear()
    {
        foreach (int slot in _used.AsSpan(0, _count))
        {
            _slots[slot] = 0;
        }

        _count = 0;
        _hasZero = false;
    }

    /// <summary>Adds a number.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool Add(ulong number)
    {
        if (number == 0)
        {
            bool had = _hasZero;
            _hasZero = true;
            return !had;
        }

        int slot = Slot(number);
        if (_slots[slot] == number)
        {
            return false;
        }

        _slots[slot] = number;
        _used[_count++] = slot;
        if (_count == _used.Length)
        {
            Grow();
        }

        return true;
    }

    public bool Contains(ulong number) => number == 0 ? _hasZero : _slots[Slot(number)] == number;

    /// <summary>The numbers, in no order that means anything.</summary>
    public IEnumerable<ulong> Numbers() => _slots.Where(number => number != 0).Concat(_hasZero ? [0UL] : []);

    private int Slot(ulong number)
    {
        int mask = _slots.Length - 1;
        int slot = (int)((number * 0x9E3779B97F4A7C15) >> 33) & mask;
        while (_slots[slot] != 0 && _slots[slot] != number)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        ulong[] old = _slots;
        _slots = new ulong[old.Length * 2];
        _used = new int[_slots.Length / 2];
        _count = 0;
        foreach (ulong number in old)
        {
            if (number != 0)
            {
                int slot = Slot(number);
                _slots[slot] = number;
                _used[_count++] = slot;
            }
        }
    }
}
