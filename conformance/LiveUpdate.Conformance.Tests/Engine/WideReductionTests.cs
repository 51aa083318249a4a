using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public sealed class WideReductionTests
{
    private static readonly ClauseId Clause = ClauseId.Of("LUO-SESS-07");

    [Fact]
    public void Few_rounds_leave_only_what_is_needed()
    {
        ulong[] needed = [7, 30, 31, 99];
        int rounds = 0;
        var wide = new WideReduction(
            Broken([.. Enumerable.Range(0, 100).Select(static n => Numbered((ulong)n))]),
            candidates =>
            {
                rounds++;
                return [.. candidates.Select(c => needed.All(n => c.Contains(Numbered(n))) ? Broken(c) : null)];
            }
        );
        wide.Reduce();
        Assert.Equal(
            needed.Select(static n => $"{Numbered(n)}"),
            wide.Best.Program.Operations.Select(static o => $"{o}")
        );
        Assert.InRange(rounds, 1, 16);
    }

    [Fact]
    public void Parts_that_stand_in_for_one_another_are_not_all_left_out()
    {
        var wide = new WideReduction(
            Broken([.. Enumerable.Range(0, 40).Select(static n => Numbered((ulong)n))]),
            static candidates => [.. candidates.Select(static c => c.Length >= 5 ? Broken(c) : null)]
        );
        wide.Reduce();
        Assert.Equal(5, wide.Best.Program.Lines.Length);
    }

    [Fact]
    public void When_time_is_up_what_was_reached_stays()
    {
        int rounds = 0;
        var wide = new WideReduction(
            Broken([.. Enumerable.Range(0, 40).Select(static n => Numbered((ulong)n))]),
            candidates => ++rounds > 1 ? null : [.. candidates.Select(Broken)]
        );
        wide.Reduce();
        Assert.Equal(36, wide.Best.Program.Lines.Length);
        Assert.Equal(2, rounds);
    }

    private static Operation Numbered(ulong number) => new Truncate(Handle.Parse("m"), number);

    private static Violation Broken(Operation[] operations) =>
        new(
            Clause,
            ViolationKind.Answer,
            operations.Length - 1,
            "ok",
            ["err EBADF"],
            string.Empty,
            Program.Of(operations)
        );
}
