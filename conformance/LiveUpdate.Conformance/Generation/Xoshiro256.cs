using System.Numerics;
using System.Runtime.CompilerServices;

namespace LiveUpdate.Conformance;

/// <summary>The xoshiro256** generator: four words of state, equidistributed, the same on every machine.</summary>
public struct Xoshiro256
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Starts from a seed, spread by SplitMix64.</summary>
    /// <param name="seed">The seed.</param>
    public Xoshiro256(ulong seed)
        : this(
            SplitMix64.Next(ref seed),
            SplitMix64.Next(ref seed),
            SplitMix64.Next(ref seed),
            SplitMix64.Next(ref seed)
        ) { }

    /// <summary>Starts from a state.</summary>
    /// <param name="a">The first word.</param>
    /// <param name="b">The second word.</param>
    /// <param name="c">The third word.</param>
    /// <param name="d">The fourth word; not all four are 0.</param>
    public Xoshiro256(ulong a, ulong b, ulong c, ulong d)
    {
        _a = a;
        _b = b;
        _c = c;
        _d = d;
    }

    /// <summary>The next number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }
}
