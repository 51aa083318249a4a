using System.Collections.Concurrent;
using LiveUpdate.Contract;
using Xunit;

namespace LiveUpdate.Conformance.Xunit;

/// <summary>Every clause that the suite checks as a test case: inherit it and name your implementation.</summary>
/// <remarks>
/// One campaign runs for each inheriting class, when its first case does; all cases read from it. A case fails with the
/// shortest program that breaks its clause, and is skipped, with the reason, when nothing exercised the clause: that is no
/// pass. Runs are reproducible: <see cref="Options"/> hold the seed.
/// <code>
/// public sealed class MyConformanceTests : ConformanceTests
/// {
///     protected override IImplementation Implementation =&gt; new MyImplementation();
/// }
/// </code>
/// </remarks>
public abstract class ConformanceTests
{
    private static readonly ConcurrentDictionary<Type, Lazy<ConformanceRun>> s_runs = new();

    /// <summary>The ids of the clauses that a program through the user interface can put to the test.</summary>
    public static TheoryData<string> CheckedClauses => new(ConformanceRun.CheckedClauses);

    /// <summary>What is judged. Asked for once; its machines are started from several threads.</summary>
    protected abstract IImplementation Implementation { get; }

    /// <summary>What the campaign runs: unless overridden 1,000 cases of seed 1, whose failures are made minimal.</summary>
    /// <remarks>
    /// Known deviations stand in <see cref="CampaignOptions.Known"/>: the cases of their clauses are skipped while they happen,
    /// and fail when they no longer do. An override does well to bound the campaign by cases rather than by time, so that runs are alike.</remarks>
    protected virtual CampaignOptions Options => ConformanceRun.DefaultOptions;

    private ConformanceRun Run =>
        s_runs
            .GetOrAdd(GetType(), _ => new Lazy<ConformanceRun>(() => ConformanceRun.Of(Implementation, Options)))
            .Value;

    /// <summary>The clause was exercised, and every answer was allowed.</summary>
    /// <param name="clause">The clause's id.</param>
    [Theory]
    [MemberData(nameof(CheckedClauses))]
    public void Clause_holds(string clause)
    {
        ClauseOutcome outcome = Run.OutcomeOf(clause);
        Assert.SkipWhen(outcome.Verdict == ClauseOutcomeKind.Skipped, outcome.Text);
        if (outcome.Verdict == ClauseOutcomeKind.Failed)
        {
            Assert.Fail(outcome.Text);
        }
    }

    /// <summary>No answer was wrong in a way that no clause with a case of its own names.</summary>
    [Fact]
    public void Nothing_else_is_wrong() => Assert.True(Run.OtherFailures.Length == 0, Run.OtherFailures);

    /// <summary>The implementation did not crash, hang or break the protocol, and something was exercised.</summary>
    [Fact]
    public void A_verdict_is_possible() => Assert.True(Run.WhyNoVerdict.Length == 0, Run.WhyNoVerdict);
}
