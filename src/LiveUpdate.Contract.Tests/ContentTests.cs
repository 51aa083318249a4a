using FsCheck;
using FsCheck.Fluent;

namespace LiveUpdate.Contract.Tests;

public class ContentTests
{
    private static readonly Arbitrary<(byte Fill, ulong Offset, int Length)> Patterns = Arb.From(
        from fill in Gen.Choose(0, 255)
        from offset in Gen.Choose(0, 3_000_000)
        from length in Gen.Choose(0, 20_000)
        select ((byte)fill, (ulong)offset, length)
    );

    [Fact]
    public void A_pattern_is_written_as_it_is_defined() =>
        Prop.ForAll(
                Patterns,
                static p =>
                {
                    var bytes = new byte[p.Length];
                    FillPattern.Write(bytes, p.Fill, p.Offset);
                    Assert.All(bytes, (b, i) => Assert.Equal(FillPattern.At(p.Fill, p.Offset + (ulong)i), b));
                }
            )
            .Holds();

    [Fact]
    public void Runs_of_a_pattern_and_runs_of_its_bytes_are_the_same() =>
        Prop.ForAll(
                Patterns,
                static p =>
                {
                    var bytes = new byte[p.Length];
                    FillPattern.Write(bytes, p.Fill, p.Offset);
                    var fromBytes = new ContentRuns();
                    fromBytes.Add(bytes);
                    var fromPattern = new ContentRuns();
                    fromPattern.AddPattern(p.Fill, p.Offset, (ulong)p.Length);
                    Assert.Equal(fromBytes.ToValue(), fromPattern.ToValue());
                }
            )
            .Holds();

    [Fact]
    public void Few_runs_are_written_out_and_equal_neighbours_joined()
    {
        var runs = new ContentRuns();
        runs.Add([7, 7, 8]);
        runs.Add(8, 4095);
        Assert.Equal("07*2,08*4096", runs.ToValue().ToString());
    }

    [Fact]
    public void Many_runs_are_counted_and_digested()
    {
        var runs = new ContentRuns();
        for (int i = 0; i < 17; i++)
        {
            runs.Add((byte)i, 1);
        }

        string value = runs.ToValue().ToString();
        Assert.Matches("^17:[0-9a-f]{16}$", value);
        runs.Clear();
        runs.AddPattern(0, 0, 17 * 4096);
        Assert.NotEqual(value, runs.ToValue().ToString());
    }

    [Fact]
    public void Percent_encoding_reads_back_any_bytes() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, 255).Select(static n => (byte)n).ArrayOf()),
                static bytes =>
                {
                    Assert.True(PercentEncoding.TryDecode(PercentEncoding.Encode(bytes), out ByteString? back, out _));
                    Assert.Equal(new ByteString(bytes), back);
                }
            )
            .Holds();
}
