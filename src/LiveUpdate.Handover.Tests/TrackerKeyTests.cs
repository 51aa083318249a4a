namespace LiveUpdate.Handover.Tests;

public class TrackerKeyTests
{
    /// <summary>The worked examples of kho 4: address, order, key, level and index of the path's entry, bit.</summary>
    [Theory]
    [InlineData(0x0UL, 0, 0x0010000000000000UL, 5, 2, 0, 0, 0)]
    [InlineData(0x1000UL, 0, 0x0010000000000001UL, 5, 2, 0, 0, 1)]
    [InlineData(0x2000UL, 1, 0x0008000000000001UL, 5, 1, 0, 0, 1)]
    [InlineData(0x5D5000UL, 0, 0x00100000000005D5UL, 5, 2, 0, 0, 1493)]
    [InlineData(0x200000UL, 9, 0x0000080000000001UL, 4, 2, 0, 0, 1)]
    [InlineData(0x40000000UL, 18, 0x0000000400000001UL, 3, 2, 0, 0, 1)]
    [InlineData(0x100000000UL, 0, 0x0010000000100000UL, 5, 2, 1, 32, 0)]
    public void The_worked_examples_hold(
        ulong address,
        int order,
        ulong key,
        int level,
        int index,
        int secondLevel,
        int secondIndex,
        int bit
    )
    {
        PageGeometry geometry = PageGeometry.FourKiB;
        TrackerKey encoded = TrackerKey.Encode(geometry, address, order);
        Assert.Equal(new TrackerKey(key), encoded);
        Assert.Equal((address, order), (encoded.Address(geometry), encoded.Order(geometry)));
        for (int i = 1; i < geometry.Levels; i++)
        {
            int expected =
                i == level ? index
                : i == secondLevel ? secondIndex
                : 0;
            Assert.Equal(expected, encoded.IndexAt(geometry, i));
        }

        Assert.Equal(bit, encoded.IndexAt(geometry, 0));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(16)]
    public void The_order_of_the_whole_address_space_is_the_key_1(int shift)
    {
        var geometry = new PageGeometry(shift);
        TrackerKey key = TrackerKey.Encode(geometry, 0, geometry.HighestOrder);
        Assert.Equal(1UL, key.Value);
        Assert.Equal((0UL, geometry.HighestOrder), (key.Address(geometry), key.Order(geometry)));
    }

    [Theory]
    [InlineData(12, 52)]
    [InlineData(14, 50)]
    [InlineData(16, 48)]
    public void A_key_with_a_bit_too_many_does_not_fit(int shift, int highestBit)
    {
        var geometry = new PageGeometry(shift);
        Assert.True(new TrackerKey(1UL << highestBit).Fits(geometry));
        Assert.False(new TrackerKey(2UL << highestBit).Fits(geometry));
        Assert.False(new TrackerKey(0).Fits(geometry));
    }

    [Fact]
    public void Set_bits_are_found_in_ascending_order()
    {
        byte[] leaf = new byte[4096];
        int[] bits = [0, 7, 8, 63, 64, 1493, 32767];
        foreach (int bit in bits)
        {
            Assert.False(TrackerNode.SetBit(leaf, bit, true));
        }

        Assert.True(TrackerNode.SetBit(leaf, 63, false));
        var found = new List<int>();
        for (int bit = TrackerNode.NextBit(leaf, 0); bit >= 0; bit = TrackerNode.NextBit(leaf, bit + 1))
        {
            found.Add(bit);
        }

        Assert.Equal(bits.Where(bit => bit != 63), found);
        Assert.Equal(0x80, leaf[4095]);
    }

    [Fact]
    public void Table_entries_are_found_in_ascending_order()
    {
        byte[] table = new byte[4096];
        TrackerNode.SetEntry(table, 2, 0x1000);
        TrackerNode.SetEntry(table, 511, 0x8000000000000000);
        Assert.Equal(2, TrackerNode.NextEntry(table, 0));
        Assert.Equal(511, TrackerNode.NextEntry(table, 3));
        Assert.Equal(-1, TrackerNode.NextEntry(table, 512));
        Assert.Equal(0x8000000000000000UL, TrackerNode.Entry(table, 511));
    }
}
