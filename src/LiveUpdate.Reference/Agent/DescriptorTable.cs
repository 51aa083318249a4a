using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The agent's descriptors by number: the lowest free one is used next, and no more than the limit.</summary>
public class DescriptorTable
{
    /// <summary>The first number: 0, 1 and 2 belong to the agent itself and are not counted.</summary>
    public const int First = 3;

    private Slot[] _slots = new Slot[8];
    private int _lowest;
    private int _limit = int.MaxValue;

    /// <summary>How many are open.</summary>
    public int Count { get; private set; }

    /// <summary>One past the highest number that was ever used.</summary>
    public int End { get; private set; } = First;

    /// <summary>Allows only so many more descriptors.</summary>
    /// <param name="free">How many, or <see langword="null"/> for no limit.</param>
    public void Limit(ulong? free) => _limit = free is null ? int.MaxValue : Count + (int)free.Value;

    /// <summary>Whether so many descriptors could be made.</summary>
    /// <param name="count">How many.</param>
    public bool HasRoomFor(int count) => count <= _limit - Count;

    /// <summary>Takes the lowest free number without anything behind it yet.</summary>
    /// <param name="number">The number.</param>
    /// <returns>Success or EMFILE.</returns>
    protected internal virtual Errno Reserve(out int number)
    {
        number = -1;
        if (!HasRoomFor(1))
        {
            return Errno.EMFILE;
        }

        int index = _lowest;
        while (index < _slots.Length && _slots[index].IsUsed)
        {
            index++;
        }

        if (index == _slots.Length)
        {
            Array.Resize(ref _slots, 2 * _slots.Length);
        }

        _slots[index].IsUsed = true;
        _lowest = index + 1;
        number = index + First;
        End = Math.Max(End, number + 1);
        Count++;
        return Errno.None;
    }

    /// <summary>Gives a reserved number back.</summary>
    /// <param name="number">The number.</param>
    protected internal virtual void Release(int number)
    {
        _slots[number - First] = default;
        _lowest = Math.Min(_lowest, number - First);
        Count--;
    }

    /// <summary>Puts an open file behind a reserved number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="file">The open file; the table takes over one reference.</param>
    /// <param name="closeOnExec">FD_CLOEXEC.</param>
    public void Install(int number, OpenFile file, bool closeOnExec)
    {
        ref Slot slot = ref _slots[number - First];
        slot.File = file;
        slot.CloseOnExec = closeOnExec;
    }

    /// <summary>The open file behind a number, or <see langword="null"/>.</summary>
    /// <param name="number">Any number.</param>
    public OpenFile? this[int number] =>
        (uint)(number - First) < (uint)_slots.Length ? _slots[number - First].File : null;

    /// <summary>Whether FD_CLOEXEC is set.</summary>
    /// <param name="number">An open number.</param>
    public bool ClosesOnExec(int number) => _slots[number - First].CloseOnExec;

    private struct Slot
    {
        public OpenFile? File;
        public bool IsUsed;
        public bool CloseOnExec;
    }
}
