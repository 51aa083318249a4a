using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LiveUpdate.Contract;

/// <summary>Prints and parses single operations: one line of a program, without its recorded answer.</summary>
public static class OperationText
{
    /// <summary>The words of all verbs.</summary>
    public static IEnumerable<string> VerbWords => Vocabulary.Words;

    /// <summary>The word of a verb.</summary>
    /// <param name="verb">The verb.</param>
    public static string Word(Verb verb) => Vocabulary.Of(verb).Word;

    /// <summary>The line that parses back to the operation.</summary>
    /// <param name="operation">The operation.</param>
    public static string Print(Operation operation)
    {
        var text = new StringBuilder();
        if (!operation.Result.IsNone)
        {
            text.Append(operation.Result.ToString()).Append(" = ");
        }

        text.Append(Word(operation.Verb));
        foreach (Argument argument in operation.Arguments)
        {
            text.Append(' ');
            if (!argument.IsPositional)
            {
                text.Append(argument.Name).Append('=');
            }

            text.Append(argument.Text);
        }

        return text.ToString();
    }

    /// <summary>Reads one operation.</summary>
    /// <param name="line">The line, without a recorded answer.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="error">What is wrong, with file "line" and line 1.</param>
    /// <returns>Whether the line is an operation.</returns>
    public static bool TryParse(
        string line,
        [NotNullWhen(true)] out Operation? operation,
        [NotNullWhen(false)] out TextError? error
    )
    {
        ProgramLine? parsed = LineParser.Parse(line, out (int Column, string Message)? fault);
        if (parsed is null || parsed.Recorded is not null || parsed.Race is not null)
        {
            (int column, string message) = fault ?? (1, "an operation is wanted here; the line has none");
            operation = null;
            error = new TextError("line", 1, column, message);
            return false;
        }

        operation = parsed.Operation;
        error = null;
        return true;
    }
}
