namespace LiveUpdate.Handover;

/// <summary>A set of short names that keeps its memory.</summary>
internal sealed class NameSet
{
    private readonly NumberSet _hashes = new();
    private byte[] _names = new byte[16 * SlotSize];
    private int _count;

    /// <summary>A length byte and up to 64 bytes of name.</summary>
    private const int SlotSize = 1 + SessionRecord.NameSize;

    public void Clear()
    {
        _hashes.Clear();
        _count = 0;
    }

    /// <summary>Adds a name of at most 64 bytes.</summary>
    /// <returns>Whether it was not there before.</returns>
    public bool Add(ReadOnlySpan<byte> name)
    {
        // Equal hashes of different names are possible, if not likely: only then all names are compared.
        if (!_hashes.Add(Hash(name)) && Holds(name))
        {
            return false;
        }

        if ((_count + 1) * SlotSize > _names.Length)
        {
            Array.Resize(ref _names, _names.Length * 2);
        }

        Span<byte> slot = _names.AsSpan(_count++ * SlotSize, SlotSize);
        slot[0] = (byte)name.Length;
        name.CopyTo(slot[1..]);
        return true;
    }

    private bool Holds(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<byte> slot = _names.AsSpan(i * SlotSize, SlotSize);
            if (slot.Slice(1, slot[0]).SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Hash(ReadOnlySpan<byte> name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in name)
        {
            hash = (hash ^ b) * 0x100000001B3;
        }

        return hash;
    }
}
