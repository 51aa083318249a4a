using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>One thing the contract allows to happen: the answers, and the state they lead to.</summary>
/// <remarks>It is valid until its <see cref="Expectation"/> is cleared.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct Alternative
{
    private readonly ClauseId[] _clauses;
    private readonly int _first;
    private readonly int _count;

    internal Alternative(OutcomePattern pattern, ModelState next, ClauseId[] clauses, int first, int count)
    {
        Pattern = pattern;
        Next = next;
        _clauses = clauses;
        _first = first;
        _count = count;
    }

    internal Alternative With(FieldValue field) => new(Pattern.With(field), Next, _clauses, _first, _count);

    internal Alternative WithOpenTrace() => new(Pattern.WithOpenTrace(), Next, _clauses, _first, _count);

    /// <summary>The answers.</summary>
    public OutcomePattern Pattern { get; }

    /// <summary>The state afterwards; the very same object as before when nothing changes.</summary>
    public ModelState Next { get; }

    /// <summary>The state behind an answer that matches: <see cref="Next"/>, save where the answer itself decides something.</summary>
    /// <param name="got">The answer.</param>
    public ModelState After(Outcome got) => Pattern.Kind == PatternKind.Open ? Pattern.After(Next, got) : Next;

    /// <summary>The clauses whose premise was met and whose consequence is observed when the answer matches.</summary>
    public ReadOnlySpan<ClauseId> Exercised => _clauses.AsSpan(_first, _count);
}
