using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Xunit;

/// <summary>One finished campaign, asked clause by clause.</summary>
internal sealed class ConformanceRun
{
    private const string Profile = "linux-7.3";

    private static readonly ClauseCatalogue s_catalogue = ClauseCatalogue.Load();

    private readonly RunReport _report;

    private ConformanceRun(RunReport report) => _report = report;

    /// <summary>The clauses with a case: checked today, and visible through the user interface.</summary>
    public static ImmutableArray<string> CheckedClauses { get; } =
    [
        .. s_catalogue
            .Clauses.Where(static clause =>
                clause.Status == ClauseStatus.Checked
                && clause.Profile == ClauseCatalogue.LinuxProfile
                && clause.IsObservableThrough(ObservationClasses.UserInterface)
            )
            .Select(static clause => clause.Id.ToString())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A campaign of a few seconds that exercises every checked clause of a complete implementation.</summary>
    public static CampaignOptions DefaultOptions { get; } =
        new()
        {
            Cases = 1000,
            Workers = Environment.ProcessorCount,
            MaxFailures = 1000,
        };

    /// <summary>The failures that belong to no clause with a case, as text; empty when there is none.</summary>
    public string OtherFailures =>
        string.Concat(_report.Failures.Where(static failure => !CheckedClauses.Contains(failure.Clause)).Select(Print));

    /// <summary>Why there is no verdict, as text; empty when there is one.</summary>
    public string WhyNoVerdict =>
        _report.Fault is { } fault ? TextReport.Print(fault)
        : _report.Clauses.Any(static clause => clause.Exercised + clause.Violations > 0) ? string.Empty
        : "no verdict: nothing was exercised; the implementation answered 'unsupported' to everything that matters";

    /// <summary>Runs a campaign.</summary>
    /// <param name="implementation">What is judged.</param>
    /// <param name="options">What is run.</param>
    public static ConformanceRun Of(IImplementation implementation, CampaignOptions options)
    {
        var context = new ReportContext(
            $"{implementation.Name} {implementation.Version}",
            implementation.Observes,
            typeof(Campaign).Assembly.GetName().Version?.ToString(3) ?? "unknown",
            Profile,
            s_catalogue,
            options.Clauses,
            ReplayCommand
        );
        return new ConformanceRun(new ReportBuilder(context).Build(Campaign.Run(options, implementation)));
    }

    /// <summary>How a clause's case ends.</summary>
    /// <param name="clause">The clause's id.</param>
    public ClauseOutcome OutcomeOf(string clause)
    {
        string failures = string.Concat(_report.Failures.Where(failure => failure.Clause == clause).Select(Print));
        if (failures.Length > 0)
        {
            return new ClauseOutcome(ClauseOutcomeKind.Failed, failures);
        }

        ClauseReport? row = _report.Clauses.FirstOrDefault(row => row.Id == clause);
        return row?.Verdict switch
        {
            ClauseVerdict.Held or ClauseVerdict.Carried => new ClauseOutcome(ClauseOutcomeKind.Passed, string.Empty),
            ClauseVerdict.HeldUnexpectedly => new ClauseOutcome(
                ClauseOutcomeKind.Failed,
                $"{clause} held although a known deviation is listed for it ({row.Remark}): remove it from the list"
            ),
            ClauseVerdict.BrokenAsKnown => Skipped($"{clause} is broken, as is known ({row.Remark})"),
            ClauseVerdict.Broken => Skipped(
                $"the programs that broke {clause} come down to the clauses {string.Join(", ", BrokenClauses())}"
            ),
            _ => Skipped($"nothing exercised {clause}, which is no pass. {row?.Remark}".TrimEnd()),
        };
    }

    private static ClauseOutcome Skipped(string reason) => new(ClauseOutcomeKind.Skipped, reason);

    private static string ReplayCommand(string? path) =>
        path is null ? "run the test again: its options hold the seed" : $"luoconf replay {path}";

    private IEnumerable<string> BrokenClauses() =>
        _report
            .Failures.Select(static failure => failure.Clause)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private string Print(FailureReport failure) => FailureText.Print(failure, _report);
}
