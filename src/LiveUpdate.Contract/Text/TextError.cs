namespace LiveUpdate.Contract;

/// <summary>What is wrong with a text, where, and how to mend it, in one line.</summary>
/// <param name="File">The name of the text's file, or what stands in for one.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record TextError(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
