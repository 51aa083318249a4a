using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LiveUpdate.Contract;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LiveUpdate.Conformance;

/// <summary>Reads YAML into <see cref="YamlValue"/>s: plain data only, no anchors, aliases or tags, bounded depth.</summary>
/// <remarks>
/// It reads the parser's events and builds no object graph, so a hostile text can neither recurse without bound nor make
/// the library create anything.
/// </remarks>
internal sealed class YamlText
{
    private const int MaxDepth = 8;
    private const int MaxLength = 4 << 20;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private bool _taken = true;

    private YamlText(string text)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>Reads a text that holds one document.</summary>
    /// <param name="file">The name to report errors under.</param>
    /// <param name="text">The text.</param>
    /// <param name="value">The document.</param>
    /// <param name="error">The first thing that is wrong.</param>
    /// <returns>Whether the text is such a document.</returns>
    public static bool TryRead(
        string file,
        string text,
        [NotNullWhen(true)] out YamlValue? value,
        [NotNullWhen(false)] out TextError? error
    )
    {
        value = null;
        if (text.Length > MaxLength)
        {
            error = new TextError(file, 1, 1, $"the text is longer than {MaxLength} characters; split the file");
            return false;
        }

        try
        {
            value = new YamlText(text).ReadDocument();
            error = null;
            return true;
        }
        catch (RefusedException refused)
        {
            error = new TextError(file, refused.Line, refused.Column, refused.Message);
        }
        catch (YamlException broken)
        {
            string what = broken.Message.ReplaceLineEndings(" ");
            error = At(file, broken.Start, $"this is not YAML: {what}; quote the text or mend the indentation");
        }

        return false;
    }

    private static TextError At(string file, Mark mark, string message) =>
        new(file, LineOf(mark), ColumnOf(mark), message);

    private static int LineOf(Mark mark) => Math.Max(1, (int)mark.Line);

    private static int ColumnOf(Mark mark) => Math.Max(1, (int)mark.Column);

    private YamlValue ReadDocument()
    {
        Next<StreamStart>("a YAML document");
        Next<DocumentStart>("a YAML document; the file is empty, write 'title:' and 'clauses:'");
        YamlValue value = ReadValue(0);
        Next<DocumentEnd>("the end of the document");
        Next<StreamEnd>("the end of the file; one file holds one document");
        return value;
    }

    private YamlValue ReadValue(int depth)
    {
        ParsingEvent next = Take();
        if (depth > MaxDepth)
        {
            throw Refused(next, $"more than {MaxDepth} levels deep; write flat data");
        }

        if (next is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
        {
            throw Refused(next, "an anchor or a tag; leave it out and write the data plainly");
        }

        return next switch
        {
            Scalar scalar => new YamlValue.Scalar(scalar.Value, LineOf(scalar.Start), ColumnOf(scalar.Start)),
            SequenceStart => ReadList(next, depth),
            MappingStart => ReadMap(next, depth),
            _ => throw Refused(next, "an alias; write the data out"),
        };
    }

    private YamlValue.List ReadList(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (Peek() is not SequenceEnd)
        {
            items.Add(ReadValue(depth + 1));
        }

        Take();
        return new YamlValue.List(items.ToImmutable(), LineOf(start.Start), ColumnOf(start.Start));
    }

    private YamlValue.Map ReadMap(ParsingEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<(YamlValue.Scalar, YamlValue)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Peek() is not MappingEnd)
        {
            ParsingEvent at = Peek();
            if (ReadValue(depth + 1) is not YamlValue.Scalar key)
            {
                throw Refused(at, "a key that is not a plain word; write KEY: VALUE");
            }

            if (!seen.Add(key.Text))
            {
                throw Refused(at, $"'{key.Text}' is given twice; leave one of them out");
            }

            entries.Add((key, ReadValue(depth + 1)));
        }

        Take();
        return new YamlValue.Map(entries.ToImmutable(), LineOf(start.Start), ColumnOf(start.Start));
    }

    private void Next<T>(string wanted)
        where T : ParsingEvent
    {
        ParsingEvent next = Take();
        if (next is not T)
        {
            throw Refused(next, $"this stands in place of {wanted}");
        }
    }

    private ParsingEvent Take()
    {
        ParsingEvent next = Peek();
        _taken = true;
        return next;
    }

    private ParsingEvent Peek()
    {
        if (_taken)
        {
            if (!MoveNext())
            {
                throw new RefusedException(1, 1, "the text ends too early; complete it");
            }

            _taken = false;
        }

        return _parser.Current!;
    }

    private bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or OverflowException)
        {
            // The library's scanner answers some malformed texts with its own broken invariants.
            Mark at = _scanner.CurrentPosition;
            throw new RefusedException(LineOf(at), ColumnOf(at), "this is not YAML; quote the text before this place");
        }
    }

    private static RefusedException Refused(ParsingEvent at, string message) =>
        new(LineOf(at.Start), ColumnOf(at.Start), message);

    private sealed class RefusedException(int line, int column, string message) : Exception(message)
    {
        public int Line { get; } = line;

        public int Column { get; } = column;
    }
}
