using System.Numerics;

namespace LiveUpdate.Handover;

/// <summary>A preserved block, (physical address, order), as one number: the key of the tracker (kho 4, KHO-RADIX-01).</summary>
/// <remarks>
/// The highest set bit marks the order, the bits below it are the address in units of the block. Ascending keys are
/// the largest order first, then ascending addresses.
/// </remarks>
/// <param name="Value">The number.</param>
public readonly record struct TrackerKey(ulong Value) : IComparable<TrackerKey>
{
    /// <summary>The key of a block.</summary>
    /// <param name="geometry">The page size.</param>
    /// <param name="address">The block's physical address; bits below the block's size are lost.</param>
    /// <param name="order">The block's order, 0 to <see cref="PageGeometry.HighestOrder"/>.</param>
    public static TrackerKey Encode(PageGeometry geometry, ulong address, int order)
    {
        int shift = geometry.PageShift + order;
        return new TrackerKey((1UL << (64 - shift)) | (shift >= 64 ? 0 : address >> shift));
    }

    /// <summary>Whether the key has no more bits than the page size allows, and not none (KHO-RADIX-06).</summary>
    /// <param name="geometry">The page size.</param>
    public bool Fits(PageGeometry geometry) => Value != 0 && BitOperations.Log2(Value) < geometry.KeyWidth;

    /// <summary>The order of the block.</summary>
    /// <param name="geometry">The page size, for which the key <see cref="Fits"/>.</param>
    public int Order(PageGeometry geometry) => 64 - geometry.PageShift - BitOperations.Log2(Value);

    /// <summary>The physical address of the block.</summary>
    /// <param name="geometry">The page size, for which the key <see cref="Fits"/>.</param>
    public ulong Address(PageGeometry geometry)
    {
        // The marker bit is shifted out at the top; a shift by all 64 bits leaves nothing.
        int shift = geometry.PageShift + Order(geometry);
        return shift >= 64 ? 0 : Value << shift;
    }

    /// <summary>The index of the key in the node of one level.</summary>
    /// <param name="geometry">The page size.</param>
    /// <param name="level">The level: 0 is the leaf, where the index is that of a bit.</param>
    public int IndexAt(PageGeometry geometry, int level)
    {
        if (level == 0)
        {
            return (int)(Value & (ulong)(geometry.BitmapBits - 1));
        }

        int shift = geometry.BitmapIndexBits + (level - 1) * geometry.TableIndexBits;
        return (int)((Value >> shift) & (ulong)(geometry.TableEntries - 1));
    }

    /// <summary>The part of a key that an index at one level stands for; the whole key is the sum over the levels.</summary>
    /// <param name="geometry">The page size.</param>
    /// <param name="level">The level: 0 is the leaf.</param>
    /// <param name="index">The index in the node of that level.</param>
    /// <returns>Bits of a key; 0 where the index reaches beyond 64 bits.</returns>
    public static ulong PartOf(PageGeometry geometry, int level, int index) =>
        level == 0 ? (ulong)index : (ulong)index << (geometry.BitmapIndexBits + (level - 1) * geometry.TableIndexBits);

    /// <inheritdoc/>
    public int CompareTo(TrackerKey other) => Value.CompareTo(other.Value);

    /// <summary>Whether one key comes before another in a walk.</summary>
    /// <param name="left">A key.</param>
    /// <param name="right">A key.</param>
    public static bool operator <(TrackerKey left, TrackerKey right) => left.Value < right.Value;

    /// <summary>Whether one key comes after another in a walk.</summary>
    /// <param name="left">A key.</param>
    /// <param name="right">A key.</param>
    public static bool operator >(TrackerKey left, TrackerKey right) => left.Value > right.Value;

    /// <summary>Whether one key is another or comes before it.</summary>
    /// <param name="left">A key.</param>
    /// <param name="right">A key.</param>
    public static bool operator <=(TrackerKey left, TrackerKey right) => left.Value <= right.Value;

    /// <summary>Whether one key is another or comes after it.</summary>
    /// <param name="left">A key.</param>
    /// <param name="right">A key.</param>
    public static bool operator >=(TrackerKey left, TrackerKey right) => left.Value >= right.Value;
}
