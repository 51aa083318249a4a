namespace LiveUpdate.Conformance;

/// <summary>A sequence of bounded numbers, drawn from a seed and recorded, or replayed from a recording.</summary>
/// <remarks>
/// Everything random about a case comes from here, so its recording is the case. A recording that has been shortened
/// goes on with zeros, and a recorded number that has become too great for its bound is the greatest allowed: the result
/// is a case still, and mostly a simpler one. An instance is used again and again by one thread.
/// </remarks>
public sealed class ChoiceSource
{
    private Xoshiro256 _random;
    private ulong[] _recorded = new ulong[1024];
    private ulong[]? _replayed;
    private int _count;

    /// <summary>What was drawn since the start.</summary>
    public ReadOnlySpan<ulong> Recorded => _recorded.AsSpan(0, _count);

    /// <summary>Starts the choices of one case.</summary>
    /// <param name="seed">The campaign's seed.</param>
    /// <param name="index">The case's index.</param>
    public void Start(ulong seed, long index)
    {
        _random = new Xoshiro256(SplitMix64.Mix(seed) ^ SplitMix64.Mix(~(ulong)index));
        _replayed = null;
        _count = 0;
    }

    /// <summary>Starts over with recorded choices.</summary>
    /// <param name="recorded">The recording.</param>
    public void Replay(ReadOnlySpan<ulong> recorded)
    {
        _replayed = recorded.ToArray();
        _count = 0;
    }

    /// <summary>Draws a number below a bound; 0 stands for the plainest possibility wherever there is one.</summary>
    /// <param name="bound">The bound, at least 1.</param>
    public int Below(int bound)
    {
        if (_count == _recorded.Length)
        {
            Array.Resize(ref _recorded, _count * 2);
        }

        int value = _replayed is null ? (int)(((_random.Next() >> 32) * (ulong)bound) >> 32) : Replayed(bound);
        _recorded[_count++] = (ulong)value;
        return value;
    }

    /// <summary>Draws whether something rather unusual happens.</summary>
    /// <param name="percent">How often in a hundred.</param>
    public bool Chance(int percent) => Below(100) >= 100 - percent;

    /// <summary>Draws one of some possibilities.</summary>
    /// <param name="from">The possibilities, the plainest first; at least one.</param>
    /// <typeparam name="T">What they are.</typeparam>
    public T Pick<T>(ReadOnlySpan<T> from) => from[Below(from.Length)];

    private int Replayed(int bound) =>
        _count < _replayed!.Length ? (int)Math.Min(_replayed[_count], (ulong)bound - 1) : 0;
}
