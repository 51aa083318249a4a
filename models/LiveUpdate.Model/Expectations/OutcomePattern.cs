using System.Runtime.CompilerServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Which answers one alternative allows.</summary>
/// <remarks>Immutable. Most patterns are exactly one answer, which is matched with <see cref="Outcome.Covers"/>.</remarks>
public readonly struct OutcomePattern : IEquatable<OutcomePattern>
{
    private readonly ushort _openFrom;
    private readonly ushort _openTo;

    private readonly object? _content;

    private OutcomePattern(
        PatternKind kind,
        object? content,
        ushort openFrom = 0,
        ushort openTo = 0,
        bool isDespiteFault = false
    )
    {
        IsDespiteFault = isDespiteFault;
        Kind = kind;
        _content = content;
        _openFrom = openFrom;
        _openTo = openTo;
    }

    /// <summary>Any refusal, whatever the error.</summary>
    public static OutcomePattern AnyError { get; } = new(PatternKind.AnyError, null);

    /// <summary>Any answer at all: the contract says nothing here.</summary>
    public static OutcomePattern AnyOutcome { get; } = new(PatternKind.AnyOutcome, null);

    /// <summary>How the pattern matches.</summary>
    public PatternKind Kind { get; }

    /// <summary>The answer that is wanted, or <see langword="null"/> for the kinds that want none in particular.</summary>
    /// <remarks>For an answer of which something is open, one that fits.</remarks>
    public Outcome? Outcome =>
        Kind == PatternKind.Open ? Unsafe.As<OpenAnswer>(_content!).Guess : Unsafe.As<Outcome>(_content);

    /// <summary>Whether an injected fault must have hit in the operation; if not, none may have.</summary>
    public bool IsDespiteFault { get; }

    /// <summary>Exactly that answer.</summary>
    /// <param name="outcome">The answer.</param>
    public static OutcomePattern Exactly(Outcome outcome) => new(PatternKind.Exactly, outcome);

    /// <summary>That answer, save for a range of the bytes in its <see cref="Field.Arg"/>, which the contract leaves open.</summary>
    /// <param name="outcome">The answer; success with one field, <see cref="Field.Arg"/>.</param>
    /// <param name="openFrom">The first byte that may be anything.</param>
    /// <param name="openTo">The byte behind the last one that may be anything.</param>
    public static OutcomePattern ArgumentExcept(Outcome outcome, int openFrom, int openTo) =>
        new(PatternKind.ArgumentExcept, outcome, (ushort)openFrom, (ushort)openTo);

    /// <summary>The same answers, of an operation in which an injected fault hit.</summary>
    public OutcomePattern DespiteFault() => new(Kind, _content, _openFrom, _openTo, isDespiteFault: true);

    /// <summary>An answer of which something is left to the implementation, which is held to it from then on.</summary>
    /// <param name="answer">The answer.</param>
    internal static OutcomePattern Open(OpenAnswer answer) => new(PatternKind.Open, answer);

    /// <summary>The state behind an answer that matches.</summary>
    /// <param name="next">The state that the alternative leads to.</param>
    /// <param name="got">The answer.</param>
    internal ModelState After(ModelState next, Outcome got) =>
        Kind == PatternKind.Open ? Unsafe.As<OpenAnswer>(_content!).After(got) : next;

    /// <summary>The same pattern for an answer with one field more; patterns that want no answer in particular stay as they are.</summary>
    internal OutcomePattern With(FieldValue field) =>
        Outcome is null ? this : new(Kind, Outcome.With(field), _openFrom, _openTo, IsDespiteFault);

    /// <summary>The same answer with whatever callbacks.</summary>
    internal OutcomePattern WithOpenTrace() => new(PatternKind.AnyTrace, Outcome, isDespiteFault: IsDespiteFault);

    /// <summary>Whether the pattern allows an answer.</summary>
    /// <param name="got">The answer.</param>
    public bool Matches(Outcome got) =>
        got.IsInjected == IsDespiteFault
        && Kind switch
        {
            PatternKind.Exactly => got.Says(Outcome!),
            PatternKind.AnyError => got.Kind == OutcomeKind.Error,
            PatternKind.ArgumentExcept => ArgumentMatches(got),
            PatternKind.AnyTrace => got.Kind == Outcome!.Kind && got.Errno == Outcome.Errno,
            PatternKind.Open => Unsafe.As<OpenAnswer>(_content!).Matches(got),
            _ => true,
        };

    /// <inheritdoc/>
    public bool Equals(OutcomePattern other) =>
        Kind == other.Kind
        && Equals(_content, other._content)
        && IsDespiteFault == other.IsDespiteFault
        && _openFrom == other._openFrom
        && _openTo == other._openTo;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OutcomePattern other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _content);

    /// <summary>The pattern for a report: <c>ok len=5</c>, <c>EEXIST</c>, <c>any error</c>, <c>anything</c>.</summary>
    public override string ToString() =>
        IsDespiteFault && Outcome is not { IsInjected: true } ? $"{Answers} injected=…" : Answers;

    private string Answers =>
        Kind switch
        {
            PatternKind.AnyError => "any error",
            PatternKind.AnyOutcome => "anything",
            PatternKind.Open => $"{Unsafe.As<OpenAnswer>(_content!)}",
            PatternKind.ArgumentExcept => $"{Outcome} (bytes {_openFrom} to {_openTo - 1} open)",
            _ when Outcome!.Kind == OutcomeKind.Error => Outcome.ToString()["err ".Length..],
            _ => Outcome!.ToString(),
        };

    /// <summary>Whether two patterns allow the same.</summary>
    public static bool operator ==(OutcomePattern left, OutcomePattern right) => left.Equals(right);

    /// <summary>Whether two patterns differ.</summary>
    public static bool operator !=(OutcomePattern left, OutcomePattern right) => !left.Equals(right);

    private bool ArgumentMatches(Outcome got)
    {
        if (
            !got.IsOk
            || !got.TryGet(Field.Arg, out FieldValue actual)
            || !Outcome!.TryGet(Field.Arg, out FieldValue wanted)
        )
        {
            return false;
        }

        if (!Equals(TraceOf(got), TraceOf(Outcome)))
        {
            return false;
        }

        // Trailing zeros are not printed, so the shorter of the two goes on with zeros.
        ReadOnlySpan<byte> a = (actual.Bytes ?? ByteString.Empty).Span;
        ReadOnlySpan<byte> w = (wanted.Bytes ?? ByteString.Empty).Span;
        for (int i = 0; i < Math.Max(a.Length, w.Length); i++)
        {
            bool open = i >= _openFrom && i < _openTo;
            if (!open && (i < a.Length ? a[i] : 0) != (i < w.Length ? w[i] : 0))
            {
                return false;
            }
        }

        return true;
    }

    private static ByteString? TraceOf(Outcome outcome) =>
        outcome.TryGet(Field.Trace, out FieldValue trace) && trace.Bytes is { Length: > 0 } ? trace.Bytes : null;
}
