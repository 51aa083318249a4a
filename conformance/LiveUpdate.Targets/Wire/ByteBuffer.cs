namespace LiveUpdate.Targets;

/// <summary>A queue of bytes: filled at the end, taken from the front.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[16384];
    private int _start;
    private int _end;

    /// <summary>How many bytes wait.</summary>
    public int Length => _end - _start;

    /// <summary>The bytes that wait.</summary>
    public ReadOnlySpan<byte> Waiting => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Room at the end for at least so many bytes; say with <see cref="Filled"/> how many were used.</summary>
    public Span<byte> Room(int least)
    {
        if (_bytes.Length - _end < least)
        {
            byte[] target =
                Length + least <= _bytes.Length ? _bytes : new byte[Math.Max(_bytes.Length * 2, Length + least)];
            Waiting.CopyTo(target);
            _end -= _start;
            _start = 0;
            _bytes = target;
        }

        return _bytes.AsSpan(_end);
    }

    /// <summary>Counts bytes that were written into <see cref="Room"/>.</summary>
    public void Filled(int count) => _end += count;

    /// <summary>Drops bytes at the front.</summary>
    public void Taken(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }

    /// <summary>Drops bytes at the end.</summary>
    public void Untake(int count) => _end -= count;

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Filled(bytes.Length);
    }
}
