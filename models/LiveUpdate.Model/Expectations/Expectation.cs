using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Everything that the contract allows for one operation in one state.</summary>
/// <remarks>
/// A buffer that its caller owns and uses again and again, so that judging an operation allocates next to nothing. It is
/// not for use from several threads.
/// </remarks>
public sealed class Expectation
{
    private Alternative[] _alternatives = new Alternative[4];
    private ClauseId[] _clauses = new ClauseId[32];
    private int _clauseCount;
    private int _pendingFrom;

    /// <summary>How many alternatives there are; never 0 after a step.</summary>
    public int Count { get; private set; }

    /// <summary>One alternative.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    public ref readonly Alternative this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                ThrowNoSuchAlternative(index);
            }

            return ref _alternatives[index];
        }
    }

    internal ContentRuns Runs { get; } = new();

    /// <summary>Forgets all alternatives.</summary>
    public void Clear()
    {
        Array.Clear(_alternatives, 0, Count);
        Count = 0;
        _clauseCount = 0;
        _pendingFrom = 0;
    }

    /// <summary>The alternatives, for a report: <c>ok</c>, or <c>EINVAL or EFBIG</c>.</summary>
    public override string ToString() =>
        string.Join(" or ", _alternatives.Take(Count).Select(static a => a.Pattern.ToString()));

    /// <summary>Wants one field more of the answer of an alternative.</summary>
    internal void Add(int index, FieldValue field) => _alternatives[index] = _alternatives[index].With(field);

    /// <summary>Leaves the trace of an alternative's answer open.</summary>
    internal void OpenTrace(int index) => _alternatives[index] = _alternatives[index].WithOpenTrace();

    /// <summary>Notes a clause for the next alternative that is allowed.</summary>
    internal void Exercise(ClauseId clause)
    {
        if (_clauseCount == _clauses.Length)
        {
            Array.Resize(ref _clauses, 2 * _clauseCount);
        }

        _clauses[_clauseCount++] = clause;
    }

    /// <summary>Forgets the clauses noted since the last alternative.</summary>
    internal void ForgetPending() => _clauseCount = _pendingFrom;

    /// <summary>Adds an alternative, which takes the clauses noted since the one before.</summary>
    internal void Allow(OutcomePattern pattern, ModelState next)
    {
        if (Count == _alternatives.Length)
        {
            Array.Resize(ref _alternatives, 2 * Count);
        }

        _alternatives[Count++] = new Alternative(pattern, next, _clauses, _pendingFrom, _clauseCount - _pendingFrom);
        _pendingFrom = _clauseCount;
    }

    /// <summary>Adds what an alternative allows for the case that an injected fault hits and nothing comes of it.</summary>
    internal void AllowDespiteFault(int index, ModelState next)
    {
        foreach (ClauseId clause in _alternatives[index].Exercised)
        {
            Exercise(clause);
        }

        Allow(_alternatives[index].Pattern.DespiteFault(), next);
    }

    internal void Allow(Outcome outcome, ModelState next) => Allow(OutcomePattern.Exactly(outcome), next);

    internal void Refuse(Errno errno, ModelState state) => Allow(Outcome.Refused(errno), state);

    private static void ThrowNoSuchAlternative(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "no such alternative");
}
