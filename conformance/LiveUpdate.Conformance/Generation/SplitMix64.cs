namespace LiveUpdate.Conformance;

/// <summary>The SplitMix64 generator: spreads seeds that differ in few bits over all 64.</summary>
internal static class SplitMix64
{
    private const ulong Gamma = 0x9E3779B97F4A7C15UL;

    /// <summary>The next number of the sequence.</summary>
    /// <param name="state">The state, which is moved on.</param>
    public static ulong Next(ref ulong state) => Mix(state += Gamma);

    /// <summary>A bijection of 64-bit values whose output bits each depend on all input bits.</summary>
    /// <param name="value">The value.</param>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
