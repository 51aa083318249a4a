using System.Collections.Immutable;

namespace LiveUpdate.Conformance;

/// <summary>A value of a YAML document that still knows where it stood.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
internal abstract record YamlValue(int Line, int Column)
{
    /// <summary>A single text; numbers and truth values are texts here.</summary>
    public sealed record Scalar(string Text, int Line, int Column) : YamlValue(Line, Column);

    /// <summary>A list.</summary>
    public sealed record List(ImmutableArray<YamlValue> Items, int Line, int Column) : YamlValue(Line, Column);

    /// <summary>Keys and values in the order of the text.</summary>
    public sealed record Map(ImmutableArray<(Scalar Key, YamlValue Value)> Entries, int Line, int Column)
        : YamlValue(Line, Column);
}
