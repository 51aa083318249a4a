using FsCheck;
using FsCheck.Fluent;
using LiveUpdate.Contract;

namespace LiveUpdate.Model.Tests;

/// <summary>The contents and page sets against plain arrays.</summary>
public sealed class FileContentsTests
{
    private const int Span = 3 * FillPattern.Unit;

    [Fact]
    public void Contents_behave_as_an_array_of_bytes() => Prop.ForAll(Edits(Span), edits => IsAnArray(edits)).Holds();

    [Fact]
    public void Page_sets_behave_as_an_array_of_flags() => Prop.ForAll(Edits(24), edits => PagesHold(edits)).Holds();

    [Fact]
    public void Neighbours_with_the_same_fill_are_one_extent()
    {
        FileContents contents = FileContents.Empty.Write(0, 10, 1).Write(20, 30, 1).Write(10, 20, 1);
        Assert.Equal([new Extent(0, 30, 1)], contents.Extents.ToArray());
    }

    [Fact]
    public void A_large_file_costs_one_extent()
    {
        FileContents contents = FileContents.Empty.Write(0, 64UL << 20, 7).Clear(4096, 8192);
        Assert.Equal(2, contents.Extents.Length);
        Assert.Equal(FillPattern.At(7, 60UL << 20), contents.At(60UL << 20));
        Assert.Equal(0, contents.At(5000));
    }

    private static Arbitrary<(int From, int To, int Fill)[]> Edits(int span)
    {
        Gen<(int From, int To, int Fill)> edit =
            from a in Gen.Choose(0, span)
            from b in Gen.Choose(0, span)
            from fill in Gen.Choose(0, 3)
            select (Math.Min(a, b), Math.Max(a, b), fill);
        return edit.ArrayOf().ToArbitrary();
    }

    private static bool IsAnArray((int From, int To, int Fill)[] edits)
    {
        var plain = new byte[Span];
        FileContents contents = FileContents.Empty;
        foreach ((int from, int to, int fill) in edits)
        {
            FileContents before = contents;
            Extent[] old = before.Extents.ToArray();
            if (fill == 0)
            {
                contents = contents.Clear((ulong)from, (ulong)to);
                plain.AsSpan(from, to - from).Clear();
            }
            else
            {
                contents = contents.Write((ulong)from, (ulong)to, (byte)fill);
                FillPattern.Write(plain.AsSpan(from, to - from), (byte)fill, (ulong)from);
            }

            if (!old.AsSpan().SequenceEqual(before.Extents) || !IsOrderly(contents))
            {
                return false;
            }
        }

        int start = edits.Length == 0 ? 0 : edits[0].From;
        return Same(plain, contents, 0, Span) && Same(plain, contents, start, Span) && Same(plain, contents, 0, start);
    }

    private static bool IsOrderly(FileContents contents)
    {
        ulong end = 0;
        foreach (Extent extent in contents.Extents)
        {
            if (extent.Start < end || extent.End <= extent.Start)
            {
                return false;
            }

            end = extent.End;
        }

        return true;
    }

    private static bool Same(byte[] plain, FileContents contents, int from, int to)
    {
        var expected = new ContentRuns();
        expected.Add(plain.AsSpan(from, to - from));
        var actual = new ContentRuns();
        contents.CopyTo((ulong)from, (ulong)to, actual);
        bool covered = contents.Covers((ulong)from, (ulong)to);
        bool everyByteWritten = true;
        for (int i = from; i < to; i++)
        {
            everyByteWritten &= IsWritten(contents, (ulong)i);
        }

        return expected.ToValue().Equals(actual.ToValue()) && covered == everyByteWritten;
    }

    private static bool IsWritten(FileContents contents, ulong offset)
    {
        foreach (Extent extent in contents.Extents)
        {
            if (offset >= extent.Start && offset < extent.End)
            {
                return true;
            }
        }

        return false;
    }

    private static bool PagesHold((int From, int To, int Fill)[] edits)
    {
        var plain = new bool[24];
        PageSet pages = PageSet.Empty;
        foreach ((int from, int to, int fill) in edits)
        {
            pages = fill > 1 ? pages.With((ulong)from, (ulong)to) : pages.Without((ulong)from, (ulong)to);
            plain.AsSpan(from, to - from).Fill(fill > 1);
            bool all = !plain.AsSpan(from, to - from).Contains(false);
            if (
                (ulong)plain.Count(static p => p) != pages.Count
                || (ulong)(Array.LastIndexOf(plain, true) + 1) != pages.End
                || pages.ContainsAll((ulong)from, (ulong)to) != all
            )
            {
                return false;
            }
        }

        return true;
    }
}
