using System.Text.Json;

namespace LiveUpdate.Conformance;

/// <summary>The report as one JSON object, for programs.</summary>
public sealed class JsonReport : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public void Write(RunReport report, Stream target)
    {
        using (var json = new Utf8JsonWriter(target, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteRun(json, report);
            WriteClauses(json, report);
            WriteFailures(json, report);
            WriteFault(json, report.Fault);
            json.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    private static void WriteRun(Utf8JsonWriter json, RunReport report)
    {
        json.WriteString("verdict", ReportWords.Of(report.Verdict));
        json.WriteString("implementation", report.Implementation);
        json.WriteString("suite", report.SuiteVersion);
        json.WriteString("profile", report.Profile);
        json.WriteNumber("seed", report.Seed);
        json.WriteNumber("cases", report.Cases);
        json.WriteNumber("operations", report.Operations);
        json.WriteNumber("kexecs", report.Kexecs);
        json.WriteNumber("races", report.Races);
        json.WriteNumber("raceRuns", report.RaceRuns);
        json.WriteNumber("skipped", report.Skipped);
        if (report.Machines.Length > 0)
        {
            WriteTexts(json, "machines", report.Machines);
        }

        json.WriteNumber("seconds", Math.Round(report.Seconds, 3));
        json.WriteBoolean("interrupted", report.Interrupted);
        if (report.Faults is { } faults)
        {
            json.WriteStartObject("faults");
            json.WriteNumber("programs", faults.Programs);
            json.WriteNumber("runs", faults.Runs);
            json.WriteNumber("allocations", faults.Allocations);
            json.WriteNumber("copyouts", faults.CopyOuts);
            json.WriteNumber("deaths", faults.Deaths);
            json.WriteNumber("crashes", faults.Crashes);
            json.WriteNumber("callbacks", faults.Callbacks);
            json.WriteEndObject();
        }
    }

    private static void WriteClauses(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartObject("clauses");
        foreach (ClauseReport clause in report.Clauses)
        {
            json.WriteStartObject(clause.Id);
            json.WriteString("verdict", ReportWords.Of(clause.Verdict));
            json.WriteNumber("exercised", clause.Exercised);
            json.WriteNumber("violations", clause.Violations);
            if (clause.Remark.Length > 0)
            {
                json.WriteString("remark", clause.Remark);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteFailures(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartArray("failures");
        foreach (FailureReport failure in report.Failures)
        {
            json.WriteStartObject();
            json.WriteString("clause", failure.Clause);
            json.WriteString("statement", failure.Statement);
            json.WriteString("origin", failure.Origin);
            json.WriteString("program", failure.Program);
            json.WriteString("minimal", failure.Minimal);
            WriteTexts(json, "allowed", failure.Allowed);
            WriteTexts(json, "difference", failure.Difference);
            if (failure.Standing.Length > 0)
            {
                json.WriteString("standing", failure.Standing);
            }

            json.WriteNumber("shrinkRuns", failure.ShrinkRuns);
            json.WriteNumber("shrinkMilliseconds", Math.Round(failure.ShrinkMilliseconds, 3));
            json.WriteString("replay", failure.Replay);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFault(Utf8JsonWriter json, FaultReport? fault)
    {
        if (fault is null)
        {
            return;
        }

        json.WriteStartObject("fault");
        json.WriteString("kind", fault.Kind);
        json.WriteString("message", fault.Message);
        json.WriteString("lastWords", fault.LastWords);
        json.WriteString("origin", fault.Origin);
        json.WriteString("program", fault.Program);
        json.WriteString("replay", fault.Replay);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
