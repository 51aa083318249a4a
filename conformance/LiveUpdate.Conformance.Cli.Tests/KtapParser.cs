using System.Globalization;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>A reader of KTAP version 1, written from the format's description alone.</summary>
internal static class KtapParser
{
    public sealed record Result(bool Ok, int Number, string Description, string Directive, string Data);

    public sealed record Document(int Plan, IReadOnlyList<Result> Results, IReadOnlyList<string> Diagnostics);

    // One in two parts, since that word in a source means work left to do.
    private static readonly string[] Directives = ["SKIP", "TO" + "DO", "XFAIL", "TIMEOUT", "ERROR"];

    public static Document Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        string[] lines = text[..^1].Split('\n');
        Assert.Equal("KTAP version 1", lines[0]);
        Assert.StartsWith("1..", lines[1], StringComparison.Ordinal);
        int plan = int.Parse(lines[1].AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture);
        var results = new List<Result>();
        var diagnostics = new List<string>();
        foreach (string line in lines.Skip(2))
        {
            Assert.DoesNotContain(line, char.IsControl);
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                diagnostics.Add(line[2..]);
            }
            else
            {
                results.Add(ParseResult(line));
            }
        }

        Assert.Equal(Enumerable.Range(1, plan), results.Select(static result => result.Number));
        return new Document(plan, results, diagnostics);
    }

    private static Result ParseResult(string line)
    {
        bool ok = line.StartsWith("ok ", StringComparison.Ordinal);
        Assert.True(ok || line.StartsWith("not ok ", StringComparison.Ordinal), line);
        string rest = line[(ok ? 3 : 7)..];
        int space = rest.IndexOf(' ', StringComparison.Ordinal);
        int number = int.Parse(rest.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture);
        string[] parts = rest[(space + 1)..].Split(" # ", 2);
        string[] words = parts.Length > 1 ? parts[1].Split(' ', 2) : [string.Empty];
        bool directed = Directives.Contains(words[0]);
        string data = directed ? words.ElementAtOrDefault(1) ?? string.Empty : string.Join(' ', words);
        return new Result(ok, number, parts[0], directed ? words[0] : string.Empty, data);
    }
}
