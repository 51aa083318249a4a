using System.Text;
using System.Text.Json;

namespace LiveUpdate.Conformance;

/// <summary>NDJSON: one event of a run as one line of JSON, for programs that watch a run.</summary>
public static class EventJson
{
    /// <summary>The event as one JSON object without a line end; its kind is the value of <c>event</c>.</summary>
    /// <param name="runEvent">The event.</param>
    public static string Print(RunEvent runEvent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event", runEvent.GetType().Name);
            WriteFields(json, runEvent);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteFields(Utf8JsonWriter json, RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                json.WriteString("implementation", started.Implementation);
                json.WriteString("version", started.Version);
                json.WriteNumber("seed", started.Options.Seed);
                json.WriteNumber("corpus", started.Options.Corpus.Count);
                break;
            case ProgressReported progress:
                json.WriteNumber("cases", progress.Cases);
                json.WriteNumber("operations", progress.Operations);
                json.WriteNumber("kexecs", progress.Kexecs);
                json.WriteNumber("failingCases", progress.FailingCases);
                json.WriteNumber("seconds", Math.Round(progress.Elapsed.TotalSeconds, 3));
                break;
            case CaseFailed failed:
                json.WriteString("case", failed.Case.ToString());
                WriteViolation(json, failed.Violation);
                WritePath(json, failed.Path);
                break;
            case FailureMinimized minimized:
                WriteFailure(json, minimized.Failure);
                break;
            case TargetFaulted faulted:
                WriteFault(json, faulted.Fault);
                break;
            case RunCompleted completed:
                WriteResult(json, completed.Result);
                break;
        }
    }

    private static void WriteViolation(Utf8JsonWriter json, Violation violation)
    {
        json.WriteString("clause", violation.Clause.ToString());
        json.WriteString("got", violation.Got);
        json.WriteStartArray("allowed");
        foreach (string allowed in violation.Allowed)
        {
            json.WriteStringValue(allowed);
        }

        json.WriteEndArray();
        json.WriteString("program", violation.Program.ToString());
    }

    private static void WriteFailure(Utf8JsonWriter json, Failure failure)
    {
        json.WriteString("case", failure.Case.ToString());
        WriteViolation(json, failure.Minimal);
        json.WriteNumber("shrinkRuns", failure.ShrinkRuns);
        json.WriteNumber("shrinkMilliseconds", Math.Round(failure.ShrinkTime.TotalMilliseconds, 3));
        WritePath(json, failure.MinimalPath);
    }

    private static void WriteFault(Utf8JsonWriter json, TargetFault fault)
    {
        json.WriteString("case", fault.Case.ToString());
        json.WriteString("kind", fault.Kind.ToString().ToLowerInvariant());
        json.WriteString("message", fault.Message);
        json.WriteString("lastWords", fault.LastWords);
        json.WriteString("program", fault.Program.ToString());
        WritePath(json, fault.Path);
    }

    private static void WriteResult(Utf8JsonWriter json, CampaignResult result)
    {
        json.WriteString("verdict", ReportWords.Of(result.Verdict));
        json.WriteNumber("seed", result.Seed);
        json.WriteNumber("cases", result.Cases);
        json.WriteNumber("operations", result.Operations);
        json.WriteNumber("kexecs", result.Kexecs);
        json.WriteNumber("failingCases", result.FailingCases);
        json.WriteNumber("seconds", Math.Round(result.Elapsed.TotalSeconds, 3));
        json.WriteBoolean("interrupted", result.WasCancelled);
        json.WriteStartObject("exercised");
        foreach (ClauseCoverage clause in result.Coverage.Clauses)
        {
            json.WriteNumber(clause.Clause.ToString(), clause.Exercised);
        }

        json.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter json, string? path)
    {
        if (path is not null)
        {
            json.WriteString("file", path);
        }
    }
}
