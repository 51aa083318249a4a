using System.Text;

namespace LiveUpdate.Targets;

/// <summary>The end of what someone printed: the last bytes of any number of them. For use from several threads.</summary>
internal sealed class LastWords(int capacity)
{
    private readonly Lock _gate = new();
    private readonly byte[] _ring = new byte[capacity];
    private long _total;

    /// <summary>Appends bytes, forgetting as many of the oldest.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            long at = _total;
            _total += bytes.Length;
            if (bytes.Length > _ring.Length)
            {
                at += bytes.Length - _ring.Length;
                bytes = bytes[^_ring.Length..];
            }

            int start = (int)(at % _ring.Length);
            int first = Math.Min(bytes.Length, _ring.Length - start);
            bytes[..first].CopyTo(_ring.AsSpan(start));
            bytes[first..].CopyTo(_ring);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _total = 0;
        }
    }

    /// <summary>The text; a mark stands in front when older text was forgotten.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            if (_total <= _ring.Length)
            {
                return Encoding.UTF8.GetString(_ring, 0, (int)_total);
            }

            int start = (int)(_total % _ring.Length);
            return "…" + Encoding.UTF8.GetString([.. _ring[start..], .. _ring[..start]]);
        }
    }
}
