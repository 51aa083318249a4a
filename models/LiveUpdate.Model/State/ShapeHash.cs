using System.Runtime.CompilerServices;

namespace LiveUpdate.Model;

/// <summary>Mixes small facts into one number; the same in every process.</summary>
internal struct ShapeHash
{
    private ulong _value;

    public readonly ulong Value => _value ^ (_value >> 29);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint number) => _value = (_value + number + 1) * 0x9E3779B97F4A7C15UL ^ (_value >> 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(bool a, bool b, bool c, bool d) => Add((a ? 1u : 0) | (b ? 2u : 0) | (c ? 4u : 0) | (d ? 8u : 0));

    /// <summary>A count in buckets: 0, 1, 2, 3, up to 7, up to 49, then exact around the block limits, then coarse.</summary>
    public void AddCount(int count) =>
        Add(
            count switch
            {
                < 4 => (uint)count,
                < 8 => 4,
                < 50 => 5,
                < 54 => (uint)count,
                < 62 => 6,
                < 66 => (uint)count,
                < 102 => 7,
                _ => 8,
            }
        );
}
