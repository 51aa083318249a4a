using System.Numerics;

namespace LiveUpdate.Conformance;

/// <summary>Counts distinct 64-bit values within about one per cent in 16 KiB, whatever their number (HyperLogLog).</summary>
/// <remarks>
/// Merging sketches gives the sketch of the union, in any order, so the count does not depend on how cases were spread
/// over workers.
/// </remarks>
public sealed class CardinalitySketch
{
    private const int IndexBits = 14;
    private const int Registers = 1 << IndexBits;
    private const double Correction = 0.7213 / (1 + 1.079 / Registers);

    private readonly byte[] _longest = new byte[Registers];

    /// <summary>Counts a value.</summary>
    /// <param name="value">The value; it need not be well spread.</param>
    public void Add(ulong value)
    {
        ulong spread = SplitMix64.Mix(value);
        int index = (int)(spread >> (64 - IndexBits));
        byte run = (byte)(BitOperations.LeadingZeroCount((spread << IndexBits) | (1UL << (IndexBits - 1))) + 1);
        ref byte longest = ref _longest[index];
        if (run > longest)
        {
            longest = run;
        }
    }

    /// <summary>Adds all values of another sketch.</summary>
    /// <param name="other">The other sketch.</param>
    public void Merge(CardinalitySketch other)
    {
        for (int i = 0; i < Registers; i++)
        {
            _longest[i] = Math.Max(_longest[i], other._longest[i]);
        }
    }

    /// <summary>The estimated number of distinct values; near exact below some thousands.</summary>
    public long Estimate()
    {
        double sum = 0;
        int empty = 0;
        foreach (byte longest in _longest)
        {
            sum += 1.0 / (1UL << longest);
            empty += longest == 0 ? 1 : 0;
        }

        double estimate = Correction * Registers * Registers / sum;
        bool few = estimate <= 2.5 * Registers && empty > 0;
        return (long)Math.Round(few ? Registers * Math.Log((double)Registers / empty) : estimate);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(_longest);
}
