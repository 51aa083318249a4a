using System.Buffers.Binary;

namespace LiveUpdate.Targets.Tests;

public sealed class LoadedImageTests
{
    private const ulong Address = 0xff11_0000_0074_c400;
    private const int Segment = 0x40;

    private static readonly LoadedImage Expected = new(0x41d000, 0xff11_0000_1fb4_2000, 0x1eff_0000, 0x30);

    [Theory]
    [InlineData(0x390, 0x398)]
    [InlineData(0x398, 0x390)]
    [InlineData(0x108, 0x110)]
    public void The_fields_are_found_wherever_they_are(int pointer, int tree)
    {
        byte[] record = Record();
        Set(record, pointer, Address + Segment);
        Set(record, tree, 0x41d000);
        Assert.Equal(Expected, LoadedImage.Find(record, Address));
    }

    [Fact]
    public void A_record_without_handover_has_none()
    {
        byte[] record = Record();
        Set(record, 0x2d0, Address + 0x2d0);
        Set(record, 0x2d8, Address + 0x2d0);
        Assert.Equal(default, LoadedImage.Find(record, Address));
        Assert.Equal(default, LoadedImage.Find([], Address));
    }

    [Fact]
    public void A_pointer_to_another_segment_is_not_taken_for_that_of_the_array()
    {
        byte[] record = Record();
        Set(record, 0x390, Address + Segment + 32);
        Set(record, 0x398, 0x41d000);
        Assert.Equal(default, LoadedImage.Find(record, Address));
    }

    private static byte[] Record()
    {
        var record = new byte[LoadedImage.RecordLength];
        ulong[] segments =
        [
            0xff11_0000_1fb4_2000,
            0x30,
            0x1eff_0000,
            0x1000,
            0xffa0_0000_0068_5000,
            0x4008,
            0x1effb000,
        ];
        for (int i = 0; i < segments.Length; i++)
        {
            Set(record, Segment + i * 8, segments[i]);
        }

        return record;
    }

    private static void Set(byte[] record, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(at), value);
}
