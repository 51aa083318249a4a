using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveUpdate.Conformance.Benchmarks;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Prints what <c>luoconf bench</c> measured.</summary>
internal static class BenchmarkReport
{
    /// <summary>The figures for people, with ratios, since machines differ.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="wire">What was measured of the wire, or <see langword="null"/>.</param>
    public static string Print(BenchmarkResult result, WireSpeed? wire)
    {
        var text = new StringBuilder();
        Throughput judged = result.Judged;
        Line(
            text,
            "judged",
            $"{judged.PerSecond / 1e6:F2} million operations a second of one core ({judged.PerSecondOfWall / 1e6:F2} by the clock)"
        );
        Line(text, "", $"{judged.Nanoseconds:F0} ns and {judged.BytesPerOperation:F0} bytes an operation");
        Line(text, "", $"{judged.Programs} programs of {judged.OperationsPerProgram:F0} operations on average");
        Line(
            text,
            "parts",
            $"generation {result.Split.Generation:F0} ns, model {result.Split.Model:F0} ns, reference {result.Split.Reference:F0} ns an operation"
        );
        Line(
            text,
            "shrinking",
            $"median {result.MedianShrinkRuns:F0} runs, {result.MedianShrinkMilliseconds:F1} ms, over {result.Shrinks.Count} broken implementations"
        );
        Line(text, "wire", $"{wire?.ToString() ?? "not measured: there is no C compiler for the child"}");
        Line(
            text,
            "races",
            $"eight calls of four agents, all at once: {result.Races.AllowedMilliseconds:F2} ms to judge, {result.Races.RefusedMilliseconds:F2} ms to refuse"
        );
        LargeArrayCost large = result.LargeArray;
        Line(
            text,
            "metadata of a large file",
            $"{large.Folios} folios ({large.Folios >> 18} GiB): written in {large.Write.TotalSeconds:F1} s, read in {large.Read.TotalSeconds:F1} s"
        );
        Line(
            text,
            "",
            $"{large.Pages} pages, of which at no time more than a few; {large.AllocatedBytes >> 10} KiB allocated in all"
        );
        if (result.FsCheck is { } other)
        {
            Line(
                text,
                "FsCheck 3.6.0",
                $"same model, reference and program length; its operations are simpler than ours"
            );
            Line(text, "  its state machine", $"{Rate(other.Machine)}, judged; drawn for the state, with labels");
            Line(text, "", $"our whole cases are {judged.PerSecond / other.Machine.PerSecond:F1} times as fast");
            Line(
                text,
                "",
                $"its mix, drawn for the state, we judge at {Rate(other.Guided)}: {other.Guided.PerSecond / other.Machine.PerSecond:F1} times"
            );
            Line(text, "  the same, bare", $"{Rate(other.BareMachine)}, judged; drawn blindly, no labels");
            Line(
                text,
                "",
                $"its mix, drawn blindly, we judge at {Rate(other.Blind)}: {other.Blind.PerSecond / other.BareMachine.PerSecond:F1} times"
            );
            Line(text, "  its arrays", $"{Rate(other.Arrays)}, drawn, nothing executed");
            Line(
                text,
                "",
                $"we draw the same mix at {Rate(other.Drawing)}: {other.Drawing.PerSecond / other.Arrays.PerSecond:F1} times as fast"
            );
        }

        return text.ToString();
    }

    /// <summary>The figures for programs.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="result">What was measured.</param>
    /// <param name="wire">What was measured of the wire, or <see langword="null"/>.</param>
    public static void Write(Utf8JsonWriter json, BenchmarkResult result, WireSpeed? wire)
    {
        Write(json, "judged", result.Judged);
        wire?.Write(json);
        json.WriteStartObject("nanosecondsPerOperation");
        json.WriteNumber("generation", Math.Round(result.Split.Generation, 1));
        json.WriteNumber("model", Math.Round(result.Split.Model, 1));
        json.WriteNumber("reference", Math.Round(result.Split.Reference, 1));
        json.WriteEndObject();
        json.WriteStartObject("raceMilliseconds");
        json.WriteNumber("allowed", Math.Round(result.Races.AllowedMilliseconds, 3));
        json.WriteNumber("refused", Math.Round(result.Races.RefusedMilliseconds, 3));
        json.WriteEndObject();
        json.WriteStartObject("largeFile");
        json.WriteNumber("folios", result.LargeArray.Folios);
        json.WriteNumber("pages", result.LargeArray.Pages);
        json.WriteNumber("writeSeconds", Math.Round(result.LargeArray.Write.TotalSeconds, 3));
        json.WriteNumber("readSeconds", Math.Round(result.LargeArray.Read.TotalSeconds, 3));
        json.WriteNumber("allocatedBytes", result.LargeArray.AllocatedBytes);
        json.WriteEndObject();
        json.WriteNumber("medianShrinkRuns", result.MedianShrinkRuns);
        json.WriteNumber("medianShrinkMilliseconds", Math.Round(result.MedianShrinkMilliseconds, 3));
        json.WriteStartArray("shrinks");
        foreach (ShrinkCost shrink in result.Shrinks)
        {
            json.WriteStartObject();
            json.WriteString("mutant", shrink.Name);
            json.WriteNumber("runs", shrink.Runs);
            json.WriteNumber("milliseconds", Math.Round(shrink.Elapsed.TotalMilliseconds, 3));
            json.WriteNumber("from", shrink.From);
            json.WriteNumber("to", shrink.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (result.FsCheck is { } other)
        {
            Write(json, "sameOperations", other.Guided);
            Write(json, "sameOperationsBlind", other.Blind);
            Write(json, "sameOperationsDrawn", other.Drawing);
            WriteComparison(json, "fsCheckStateMachine", other.Machine, result.Judged, other.Guided);
            WriteComparison(json, "fsCheckBareStateMachine", other.BareMachine, result.Judged, other.Blind);
            Write(json, "fsCheckArrays", other.Arrays);
            WriteRatio(json, "fsCheckArraysRatio", other.Drawing, other.Arrays);
        }
    }

    private static string Rate(Throughput throughput) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{throughput.PerSecond / 1e6:F2} million a second, {throughput.BytesPerOperation:F0} bytes each"
        );

    /// <summary>A machine of FsCheck's, and how many times as fast our whole cases and the same operations are.</summary>
    private static void WriteComparison(
        Utf8JsonWriter json,
        string name,
        Throughput machine,
        Throughput cases,
        Throughput same
    )
    {
        Write(json, name, machine);
        WriteRatio(json, $"{name}Ratio", cases, machine);
        WriteRatio(json, $"{name}SameOperationsRatio", same, machine);
    }

    private static void WriteRatio(Utf8JsonWriter json, string name, Throughput ours, Throughput other) =>
        json.WriteNumber(name, Math.Round(ours.PerSecond / other.PerSecond, 2));

    private static void Write(Utf8JsonWriter json, string name, Throughput throughput)
    {
        json.WriteStartObject(name);
        json.WriteNumber("operationsPerSecond", Math.Round(throughput.PerSecond));
        json.WriteNumber("operationsPerSecondByTheClock", Math.Round(throughput.PerSecondOfWall));
        json.WriteNumber("nanosecondsPerOperation", Math.Round(throughput.Nanoseconds, 1));
        json.WriteNumber("bytesPerOperation", Math.Round(throughput.BytesPerOperation, 1));
        json.WriteNumber("operationsPerProgram", Math.Round(throughput.OperationsPerProgram, 1));
        json.WriteEndObject();
    }

    private static void Line(StringBuilder text, string label, FormattableString value) =>
        text.Append(CultureInfo.InvariantCulture, $"{label, -28} {value.ToString(CultureInfo.InvariantCulture)}\n");
}
