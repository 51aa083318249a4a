using System.Globalization;
using System.Text;

namespace LiveUpdate.Conformance;

/// <summary>The report for people: failures first, the verdict last, where the eye is when a run ends.</summary>
/// <param name="withTable">Whether the table of all clauses is printed too.</param>
public sealed class TextReport(bool withTable = false) : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "text";

    /// <inheritdoc/>
    public void Write(RunReport report, Stream target) => target.Write(Encoding.UTF8.GetBytes(Print(report)));

    /// <summary>The report as a string.</summary>
    /// <param name="report">The run.</param>
    public string Print(RunReport report)
    {
        var text = new StringBuilder();
        foreach (FailureReport failure in report.Failures)
        {
            text.Append(FailureText.Print(failure, report)).Append('\n');
        }

        text.Append(report.Fault is null ? string.Empty : Print(report.Fault));
        if (withTable)
        {
            text.Append(ClauseTable(report)).Append('\n');
        }

        AppendOddities(text, report);
        text.Append(Summary(report));
        return text.ToString();
    }

    /// <summary>A row for each clause: id, times exercised, violations, verdict and remark.</summary>
    /// <param name="report">The run.</param>
    public static string ClauseTable(RunReport report)
    {
        var text = new StringBuilder();
        int width = Math.Max(6, report.Clauses.Select(static clause => clause.Id.Length).DefaultIfEmpty(0).Max());
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"clause".PadRight(width)}  {"exercised", 9}  {"broken", 6}  verdict\n"
        );
        foreach (ClauseReport clause in report.Clauses)
        {
            string remark = clause.Remark.Length == 0 ? string.Empty : $": {clause.Remark}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{clause.Id.PadRight(width)}  {clause.Exercised, 9}  {clause.Violations, 6}  {ReportWords.Of(clause.Verdict)}{remark}\n"
            );
        }

        return text.ToString();
    }

    /// <summary>A fault for people: what happened, the implementation's last words, and the command that runs it again.</summary>
    /// <param name="fault">The fault.</param>
    public static string Print(FaultReport fault)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"no verdict: {fault.Kind}: {Printable.Line(fault.Message)}\n");
        text.Append(PrintLastWords(fault.LastWords));
        text.Append(CultureInfo.InvariantCulture, $"  during   {fault.Origin}\n");
        text.Append(CultureInfo.InvariantCulture, $"  replay   {fault.Replay}\n\n");
        return text.ToString();
    }

    /// <summary>The last lines that an implementation printed, a mark before each; empty when it printed nothing.</summary>
    /// <param name="words">What it printed.</param>
    public static string PrintLastWords(string words)
    {
        var text = new StringBuilder();
        foreach (string line in words.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(12))
        {
            text.Append("  | ").Append(Printable.Line(line)).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendOddities(StringBuilder text, RunReport report)
    {
        foreach (ClauseReport clause in report.Clauses)
        {
            if (clause.Verdict == ClauseVerdict.HeldUnexpectedly)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{clause.Id} held although a known deviation is listed for it ({clause.Remark}): remove it from the list\n"
                );
            }
        }
    }

    private static string Summary(RunReport report)
    {
        var text = new StringBuilder();
        string rate = report.Seconds > 0 ? $", {Rate(report.Operations / report.Seconds)} operations a second" : "";
        text.Append(
            CultureInfo.InvariantCulture,
            $"{report.Implementation}: {ReportWords.Of(report.Verdict)}{(report.Interrupted ? " so far (interrupted)" : "")}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"  {report.Cases} cases, {report.Operations} operations, {report.Kexecs} kexecs in {report.Seconds:F1} s{rate}; seed {report.Seed}\n"
        );
        if (report.Faults is { } faults)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {faults.Faults} faults in {faults.Runs} runs of {faults.Programs} programs: {faults.Allocations} allocations, {faults.CopyOuts} copy-outs, {faults.Deaths} deaths of the agent, {faults.Crashes} crashes, {faults.Callbacks} callbacks\n"
            );
        }

        foreach (string line in report.Machines)
        {
            text.Append("  ").Append(line).Append('\n');
        }

        if (report.Races > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {report.Races} races of two to four agents, run under {report.RaceRuns} schedules\n"
            );
        }

        if (report.Skipped > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {report.Skipped} cases skipped: the implementation lacks a part of the interface that they need\n"
            );
        }

        if (!report.Clauses.IsEmpty)
        {
            text.Append("  clauses: ").Append(Tally(report)).Append('\n');
        }

        return text.ToString();
    }

    private static string Rate(double perSecond) =>
        perSecond < 10_000
            ? perSecond.ToString("F0", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{perSecond / 1000:F0} thousand");

    private static string Tally(RunReport report)
    {
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{report.Count(ClauseVerdict.Held)} held"),
        };
        (ClauseVerdict Verdict, string Words)[] others =
        [
            (ClauseVerdict.Carried, "judged through these"),
            (ClauseVerdict.Broken, "broken"),
            (ClauseVerdict.BrokenAsKnown, "broken as known"),
            (ClauseVerdict.HeldUnexpectedly, "held unexpectedly"),
            (ClauseVerdict.NotExercised, "not exercised"),
            (ClauseVerdict.NotApplicable, "not checked here"),
        ];
        foreach ((ClauseVerdict verdict, string words) in others)
        {
            if (report.Count(verdict) is > 0 and int count)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {words}"));
            }
        }

        return string.Join(", ", parts);
    }
}
