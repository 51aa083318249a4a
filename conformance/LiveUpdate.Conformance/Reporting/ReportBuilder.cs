using System.Collections.Immutable;
using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Makes the report of a finished campaign: every clause of the catalogue gets its row.</summary>
/// <param name="context">Who was judged, by whom, and against what.</param>
public sealed class ReportBuilder(ReportContext context)
{
    /// <summary>Makes the report.</summary>
    /// <param name="result">What the campaign found.</param>
    public RunReport Build(CampaignResult result)
    {
        ImmutableArray<ClauseReport> clauses = ClauseRows(result);
        ImmutableArray<FailureReport> failures = [.. result.Failures.Select(Describe)];
        bool broken = failures.Length > 0 || clauses.Any(static c => c.Verdict == ClauseVerdict.HeldUnexpectedly);
        return new RunReport
        {
            Verdict = broken ? RunVerdict.Broken : VerdictWithoutFailures(result),
            Implementation = context.Implementation,
            SuiteVersion = context.SuiteVersion,
            Profile = context.Profile,
            Seed = result.Seed,
            Cases = result.Cases,
            Operations = result.Operations,
            Kexecs = result.Kexecs,
            Machines = [.. result.Machines],
            Races = result.Races,
            RaceRuns = result.RaceRuns,
            Seconds = result.Elapsed.TotalSeconds,
            Faults = result.Faults,
            Interrupted = result.WasCancelled,
            Clauses = clauses,
            Failures = failures,
            Fault = result.Fault is null ? null : Describe(result.Fault),
        };
    }

    /// <summary>Describes one failure by its minimal program.</summary>
    /// <param name="failure">The failure.</param>
    public FailureReport Describe(Failure failure) =>
        Describe(failure.Minimal, OriginOf(failure.Case), ReplayOf(failure)) with
        {
            Clause = failure.Clause.ToString(),
            Program = failure.Original.Program.ToString(),
            ShrinkRuns = failure.ShrinkRuns,
            ShrinkMilliseconds = failure.ShrinkTime.TotalMilliseconds,
            OperationsBefore = failure.Original.Program.Lines.Length,
            Standing = StandingOf(failure),
        };

    private static string StandingOf(Failure failure) =>
        failure.Reproduction switch
        {
            Reproduction.Alone when !failure.IsMinimal =>
                "again when run alone; shrunk as far as the time for it went, more may be left out",
            Reproduction.Unasked when !failure.IsMinimal && failure.ShrinkRuns > 0 =>
                "shrunk as far as the time for it went, more may be left out",
            Reproduction.InCompany => string.Create(
                CultureInfo.InvariantCulture,
                $"again only together with {failure.Minimal.Companions.Length} other programs on the machine, not alone; they are saved beside it"
            ),
            Reproduction.Never when failure.CompanySize == 0 =>
                "once, and not again when it was run alone: it may depend on time or chance",
            Reproduction.Never => string.Create(
                CultureInfo.InvariantCulture,
                $"once, and not again: neither alone nor with the {failure.CompanySize} programs that shared the machine, which are saved beside it; it may depend on time or chance"
            ),
            _ => string.Empty,
        };

    /// <summary>Describes a violation as it was found.</summary>
    /// <param name="violation">The violation.</param>
    /// <param name="origin">Where its program came from.</param>
    /// <param name="replay">The command that replays it.</param>
    public FailureReport Describe(Violation violation, string origin, string replay)
    {
        string program = violation.Program.ToString();
        int length = violation.Program.Lines.Length;
        return new FailureReport(
            violation.Clause.ToString(),
            context.StatementOf(violation.Clause),
            origin,
            program,
            program,
            [.. violation.Program.Lines.Select((line, index) => LineOf(line, index, violation))],
            [.. violation.Allowed],
            [.. violation.StateDifference.Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            0,
            0,
            length,
            length,
            replay
        );
    }

    /// <summary>Describes a fault.</summary>
    /// <param name="fault">The fault.</param>
    public FaultReport Describe(TargetFault fault) =>
        new(
            fault.Kind.ToString().ToLowerInvariant(),
            fault.Message,
            fault.LastWords,
            FaultPlace(fault),
            fault.Program.ToString(),
            context.ReplayCommand(fault.Path)
        );

    private static RunVerdict VerdictWithoutFailures(CampaignResult result) =>
        result.Fault is not null ? RunVerdict.NoVerdict
        : result.Coverage.AnyExercised ? RunVerdict.Conformant
        : RunVerdict.NothingExercised;

    private static ReportLine LineOf(ProgramLine line, int index, Violation violation)
    {
        bool failing = index == violation.OperationIndex;
        string got = failing ? violation.Got : line.Recorded?.ToString() ?? string.Empty;
        return new ReportLine(index + 1, line.Question, got, failing);
    }

    private static string OriginOf(CaseId place) =>
        place.CorpusName is null
            ? string.Create(CultureInfo.InvariantCulture, $"{(place.IsRace ? "race" : "case")} {place.Index}")
        : place.CorpusName.StartsWith(PlantingRound.Prefix, StringComparison.Ordinal) ? place.CorpusName
        : $"corpus {place.CorpusName}";

    private string ReplayOf(Failure failure) =>
        failure.Minimal.Kind == ViolationKind.Planted
            ? context.PlantCommand(failure.Case.CorpusName![PlantingRound.Prefix.Length..])
            : context.ReplayCommand(failure.MinimalPath ?? failure.OriginalPath);

    private static string FaultPlace(TargetFault fault)
    {
        string operation =
            fault.OperationIndex >= 0 && fault.OperationIndex < fault.Program.Lines.Length
                ? $", line {fault.OperationIndex + 1}: {fault.Program.Lines[fault.OperationIndex].Operation}"
                : string.Empty;
        return OriginOf(fault.Case) + operation;
    }

    private ImmutableArray<ClauseReport> ClauseRows(CampaignResult result)
    {
        Dictionary<string, ClauseCoverage> seen = result.Coverage.Clauses.ToDictionary(
            static coverage => coverage.Clause.ToString(),
            StringComparer.Ordinal
        );
        IEnumerable<string> ids = context
            .Binding.Select(static clause => clause.Id.ToString())
            .Union(seen.Values.Where(IsOfInterest).Select(static c => c.Clause.ToString()), StringComparer.Ordinal)
            .Where(context.Filter.Includes)
            .Order(StringComparer.Ordinal);
        return
        [
            .. ids.Select(id =>
                context.Catalogue.Find(ClauseId.Of(id)) is { Status: ClauseStatus.Carried } carried
                && !seen.ContainsKey(id)
                    ? CarriedRow(carried, seen)
                    : Row(id, seen.GetValueOrDefault(id), KnownOf(id, result))
            ),
        ];
    }

    /// <summary>A clause that is judged through others: it rests on all of them that this implementation can show.</summary>
    private ClauseReport CarriedRow(Clause clause, Dictionary<string, ClauseCoverage> seen)
    {
        Clause[] carriers = [.. context.Catalogue.Grounds(clause).Where(IsApplicable)];
        Clause[] silent =
        [
            .. carriers.Where(carrier =>
                carrier.Status == ClauseStatus.Checked && !seen.ContainsKey($"{carrier.Id}") && Binds(carrier)
            ),
        ];
        bool isSeen = Array.Exists(carriers, carrier => seen.ContainsKey($"{carrier.Id}"));
        string through = $"judged through {string.Join(", ", clause.Carriers)}";
        return silent.Length > 0
                ? new ClauseReport(
                    $"{clause.Id}",
                    clause.Name,
                    ClauseVerdict.NotExercised,
                    0,
                    0,
                    $"{through}; nothing exercised {string.Join(", ", silent.Select(static c => c.Id))}"
                )
            : isSeen ? new ClauseReport($"{clause.Id}", clause.Name, ClauseVerdict.Carried, 0, 0, through)
            : Row($"{clause.Id}", null, null);
    }

    private bool Binds(Clause clause) => context.Binding.Contains(clause);

    /// <summary>Whether a clause has a row although it may not bind: it was broken, or nobody knows it.</summary>
    private bool IsOfInterest(ClauseCoverage coverage) =>
        coverage.Violations > 0 || context.Catalogue.Find(coverage.Clause) is null;

    /// <summary>The known deviation of a clause that tells most: one that no longer happens before one that does.</summary>
    private static DeviationCount? KnownOf(string id, CampaignResult result) =>
        result.WasCancelled && result.Cases == 0
            ? null
            : result
                .Known.Where(known => known.Deviation.Signs.Any(sign => sign.Clause.ToString() == id))
                .MinBy(static known => known.Times);

    private ClauseReport Row(string id, ClauseCoverage? coverage, DeviationCount? known)
    {
        Clause? clause = context.Catalogue.Find(ClauseId.Of(id));
        long exercised = coverage?.Exercised ?? 0;
        int violations = (int)(coverage?.Violations ?? 0);
        ClauseVerdict verdict =
            violations > 0 ? ClauseVerdict.Broken
            : known is { Times: 0 } ? ClauseVerdict.HeldUnexpectedly
            : known is not null ? ClauseVerdict.BrokenAsKnown
            : exercised > 0 ? ClauseVerdict.Held
            : IsApplicable(clause) ? ClauseVerdict.NotExercised
            : ClauseVerdict.NotApplicable;
        return new ClauseReport(
            id,
            clause?.Name ?? string.Empty,
            verdict,
            exercised,
            violations,
            known is null ? Remark(clause, verdict) : $"{known.Deviation.Id}: met by {known.Times} programs"
        );
    }

    private bool IsApplicable(Clause? clause) =>
        clause is not null
        && clause.Status is ClauseStatus.Checked or ClauseStatus.Excused
        && clause.IsObservableThrough(context.Offered);

    private string Remark(Clause? clause, ClauseVerdict verdict) =>
        clause is null || verdict is not (ClauseVerdict.NotExercised or ClauseVerdict.NotApplicable) ? string.Empty
        : clause.Reason.Length > 0 ? clause.Reason
        : clause.Status == ClauseStatus.Carried ? $"judged through {string.Join(", ", clause.Carriers)}"
        : !clause.IsObservableThrough(context.Offered) ? "the implementation does not offer the way to see it"
        : verdict == ClauseVerdict.NotExercised ? "no program met its premise"
        : string.Empty;
}
