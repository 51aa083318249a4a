using System.Globalization;
using System.Text;

namespace LiveUpdate.Conformance;

/// <summary>KTAP version 1, what kernel CI reads: one line a clause, with directives and diagnostics.</summary>
/// <remarks>A clause that was not exercised is <c>SKIP</c>, a known deviation is <c>XFAIL</c>, a fault is <c>ERROR</c>.</remarks>
public sealed class KtapReport : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "ktap";

    /// <inheritdoc/>
    public void Write(RunReport report, Stream target) => target.Write(Encoding.UTF8.GetBytes(Print(report)));

    private static string Print(RunReport report)
    {
        var text = new StringBuilder("KTAP version 1\n");
        int plan = report.Clauses.Length + (report.Fault is null ? 0 : 1);
        text.Append(CultureInfo.InvariantCulture, $"1..{plan}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"# luoconf {report.SuiteVersion}, {report.Implementation}, profile {report.Profile}, seed {report.Seed}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"# {report.Cases} cases, {report.Operations} operations, {report.Kexecs} kexecs\n"
        );
        int number = 0;
        foreach (ClauseReport clause in report.Clauses)
        {
            AppendClause(text, report, clause, ++number);
        }

        if (report.Fault is FaultReport fault)
        {
            AppendDiagnostics(text, fault.LastWords + "\n" + fault.Replay);
            text.Append(
                CultureInfo.InvariantCulture,
                $"not ok {++number} luoconf.run # ERROR {Printable.Line($"{fault.Kind}: {fault.Message}")}\n"
            );
        }

        return text.ToString();
    }

    private static void AppendClause(StringBuilder text, RunReport report, ClauseReport clause, int number)
    {
        foreach (FailureReport failure in report.Failures)
        {
            if (failure.Clause == clause.Id)
            {
                AppendDiagnostics(text, FailureText.Print(failure, report));
            }
        }

        bool passed = clause.Verdict is not (ClauseVerdict.Broken or ClauseVerdict.HeldUnexpectedly);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{(passed ? "ok" : "not ok")} {number} {clause.Id} # {Directive(clause)}\n"
        );
    }

    private static string Directive(ClauseReport clause) =>
        clause.Verdict switch
        {
            ClauseVerdict.NotExercised => $"SKIP not exercised{Remark(clause)}",
            ClauseVerdict.NotApplicable => $"SKIP not checked here{Remark(clause)}",
            ClauseVerdict.Carried => Printable.Line(clause.Remark),
            ClauseVerdict.BrokenAsKnown => "XFAIL a known deviation",
            ClauseVerdict.HeldUnexpectedly => "held, although it is listed as a known deviation",
            _ => string.Create(CultureInfo.InvariantCulture, $"exercised {clause.Exercised} times"),
        };

    private static string Remark(ClauseReport clause) =>
        clause.Remark.Length == 0 ? string.Empty : $": {Printable.Line(clause.Remark)}";

    private static void AppendDiagnostics(StringBuilder text, string lines)
    {
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append("# ").Append(Printable.Line(line)).Append('\n');
        }
    }
}
