using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public sealed class CoverageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void Distinct_values_are_counted_within_three_per_cent(int distinct)
    {
        var sketch = new CardinalitySketch();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < distinct; i++)
            {
                sketch.Add((ulong)i);
            }
        }

        Assert.InRange(sketch.Estimate(), distinct * 0.97, distinct * 1.03);
    }

    [Fact]
    public void Merged_tables_hold_what_both_counted()
    {
        ClauseId clause = ClauseId.Of("LUO-SESS-05");
        var one = new CoverageTable();
        var other = new CoverageTable();
        one.CountExercised(Verb.RetrieveSession, clause);
        other.CountExercised(Verb.RetrieveSession, clause);
        other.CountExercised(Verb.Ioctl, clause);
        other.CountViolation(clause);
        other.CountAnswer(Verb.Ioctl, Outcome.Refused(Errno.EINVAL));
        other.FileSizes.Add(4096);
        one.Merge(other);
        ClauseCoverage sum = one.Of(clause);
        Assert.Equal((3, 1), (sum.Exercised, sum.Violations));
        Assert.Equal([(Verb.RetrieveSession, 2L), (Verb.Ioctl, 1L)], sum.ByVerb);
        Assert.Equal(new OutcomeCoverage(Verb.Ioctl, OutcomeKind.Error, Errno.EINVAL, 1), Assert.Single(one.Outcomes));
        Assert.Equal(new HistogramBar(4096, 8191, 1), Assert.Single(one.FileSizes.Bars));
    }

    [Theory]
    [InlineData("*", "LUO-SESS-05", true)]
    [InlineData("", "LUO-SESS-05", true)]
    [InlineData("LUO-SESS-*", "LUO-SESS-05", true)]
    [InlineData("luo-sess-05", "LUO-SESS-05", true)]
    [InlineData("MEMFD-*, LUO-SESS-05", "LUO-SESS-05", true)]
    [InlineData("LUO-SESS-0", "LUO-SESS-05", false)]
    [InlineData("MEMFD-*", "LUO-SESS-05", false)]
    public void Clauses_are_chosen_by_patterns(string patterns, string clause, bool chosen) =>
        Assert.Equal(chosen, ClauseFilter.Parse(patterns).Includes(ClauseId.Of(clause)));
}
