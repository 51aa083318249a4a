using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>
/// What cases exercised: clauses by verb, answers by verb, model states and transitions, sizes and lengths.
/// </summary>
/// <remarks>Counting touches arrays only. Tables of several workers are merged; the sum does not depend on the order.</remarks>
public sealed class CoverageTable
{
    private static readonly int Verbs = Enum.GetValues<Verb>().Length;
    private const int Answers = 2 + MaxErrno + 1;
    private const int MaxErrno = 256;
    private const int UnsupportedAnswer = 1;

    private readonly long[] _answers = new long[Verbs * Answers];
    private long[] _exercised = new long[Verbs * 64];
    private long[] _violations = new long[64];
    private readonly CardinalitySketch _states = new();
    private readonly CardinalitySketch _transitions = new();
    private (ulong Before, ulong After)? _lastTransition;

    /// <summary>Operations counted.</summary>
    public long Operations { get; private set; }

    /// <summary>About how many different model states were visited.</summary>
    public long States => _states.Estimate();

    /// <summary>About how many different transitions were taken: pairs of a state and the next.</summary>
    public long Transitions => _transitions.Estimate();

    /// <summary>The lengths of the programs, in operations.</summary>
    public Histogram ProgramLengths { get; } = new();

    /// <summary>The sizes of the files made, in bytes.</summary>
    public Histogram FileSizes { get; } = new();

    /// <summary>Whether any clause was exercised.</summary>
    public bool AnyExercised => Array.Exists(_exercised, static count => count > 0);

    /// <summary>All clauses that were exercised or found broken, by id.</summary>
    public IReadOnlyList<ClauseCoverage> Clauses
    {
        get
        {
            var clauses = new List<ClauseCoverage>();
            for (int index = 1; index < ClauseId.Count; index++)
            {
                ClauseCoverage clause = Of(ClauseId.At(index));
                if (clause.Exercised + clause.Violations > 0)
                {
                    clauses.Add(clause);
                }
            }

            clauses.Sort(static (a, b) => string.CompareOrdinal(a.Clause.ToString(), b.Clause.ToString()));
            return clauses;
        }
    }

    /// <summary>How often each verb was answered in each way, in the order of verbs.</summary>
    public IReadOnlyList<OutcomeCoverage> Outcomes
    {
        get
        {
            var outcomes = new List<OutcomeCoverage>();
            for (int i = 0; i < _answers.Length; i++)
            {
                if (_answers[i] > 0)
                {
                    int answer = i % Answers;
                    OutcomeKind kind =
                        answer == 0 ? OutcomeKind.Ok
                        : answer == UnsupportedAnswer ? OutcomeKind.Unsupported
                        : OutcomeKind.Error;
                    Errno errno = kind == OutcomeKind.Error ? (Errno)(answer - 2) : Errno.None;
                    outcomes.Add(new OutcomeCoverage((Verb)(i / Answers), kind, errno, _answers[i]));
                }
            }

            return outcomes;
        }
    }

    /// <summary>How often a clause was exercised, and by what.</summary>
    /// <param name="clause">The clause.</param>
    public ClauseCoverage Of(ClauseId clause)
    {
        var byVerb = new List<(Verb Verb, long Times)>();
        long total = 0;
        for (int verb = 0; verb < Verbs; verb++)
        {
            long times = TimesBy(clause, (Verb)verb);
            total += times;
            if (times > 0)
            {
                byVerb.Add(((Verb)verb, times));
            }
        }

        byVerb.Sort(static (a, b) => a.Times != b.Times ? b.Times.CompareTo(a.Times) : a.Verb.CompareTo(b.Verb));
        long violations = clause.Index < _violations.Length ? _violations[clause.Index] : 0;
        return new ClauseCoverage(clause, total, violations, byVerb);
    }

    /// <summary>How often a clause was exercised by one verb.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="verb">The verb.</param>
    public long TimesBy(ClauseId clause, Verb verb)
    {
        int at = clause.Index * Verbs + (int)verb;
        return at < _exercised.Length ? _exercised[at] : 0;
    }

    /// <summary>Counts an answer.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="answer">The answer.</param>
    public void CountAnswer(Verb verb, Outcome answer)
    {
        Operations++;
        int place = answer.Kind switch
        {
            OutcomeKind.Ok => 0,
            OutcomeKind.Unsupported => UnsupportedAnswer,
            _ => 2 + Math.Clamp((int)answer.Errno, 0, MaxErrno),
        };
        _answers[(int)verb * Answers + place]++;
    }

    /// <summary>Counts that a verb exercised a clause.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="clause">The clause.</param>
    public void CountExercised(Verb verb, ClauseId clause)
    {
        int at = clause.Index * Verbs + (int)verb;
        if (at >= _exercised.Length)
        {
            Array.Resize(ref _exercised, (clause.Index + 64) * Verbs);
        }

        _exercised[at]++;
    }

    /// <summary>Counts a case in which a clause was found broken.</summary>
    /// <param name="clause">The clause.</param>
    public void CountViolation(ClauseId clause)
    {
        if (clause.Index >= _violations.Length)
        {
            Array.Resize(ref _violations, clause.Index + 64);
        }

        _violations[clause.Index]++;
    }

    /// <summary>Counts a step of the model.</summary>
    /// <param name="before">The fingerprint of the state before.</param>
    /// <param name="after">The fingerprint of the state after.</param>
    public void CountTransition(ulong before, ulong after)
    {
        // Most operations only look, and do so several times in one state.
        if (_lastTransition is { } last && last.Before == before && last.After == after)
        {
            return;
        }

        _lastTransition = (before, after);
        _states.Add(after);
        _transitions.Add(before * 0xD6E8FEB86659FD93UL + after);
    }

    /// <summary>Adds all that another table counted.</summary>
    /// <param name="other">The other table.</param>
    public void Merge(CoverageTable other)
    {
        Operations += other.Operations;
        Add(_answers, other._answers);
        Grow(ref _exercised, other._exercised.Length);
        Add(_exercised, other._exercised);
        Grow(ref _violations, other._violations.Length);
        Add(_violations, other._violations);
        _states.Merge(other._states);
        _transitions.Merge(other._transitions);
        ProgramLengths.Merge(other.ProgramLengths);
        FileSizes.Merge(other.FileSizes);
    }

    /// <summary>Forgets everything, so that the table can be used again.</summary>
    public void Clear()
    {
        Operations = 0;
        Array.Clear(_answers);
        Array.Clear(_exercised);
        Array.Clear(_violations);
        _states.Clear();
        _lastTransition = null;
        _transitions.Clear();
        ProgramLengths.Clear();
        FileSizes.Clear();
    }

    private static void Grow(ref long[] counts, int length)
    {
        if (counts.Length < length)
        {
            Array.Resize(ref counts, length);
        }
    }

    private static void Add(long[] to, long[] from)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
