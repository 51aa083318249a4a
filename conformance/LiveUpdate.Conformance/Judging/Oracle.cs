using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Follows an implementation: keeps the set of states that it may be in, and says when an answer fits none of them.</summary>
/// <remarks>
/// Where the contract leaves room, several alternatives may fit one answer; the set then has more than one state until
/// later answers tell them apart. An instance is used again and again by one thread.
/// </remarks>
internal sealed class Oracle
{
    private const int MostStates = 64;

    private readonly LiveUpdateModel _model;
    private readonly ModelState _initial;
    private readonly Expectation _own = new();
    private ModelState[] _states = new ModelState[MostStates];
    private ModelState[] _next = new ModelState[MostStates];
    private ulong _fingerprint;

    /// <summary>An oracle that believes a model.</summary>
    /// <param name="model">The model.</param>
    public Oracle(LiveUpdateModel model)
    {
        _model = model;
        _initial = model.ColdBoot(BootParameters.Default);
    }

    /// <summary>How many states are possible.</summary>
    public int Count { get; private set; }

    /// <summary>One of the possible states.</summary>
    public ModelState State => _states[0];

    /// <summary>All possible states.</summary>
    public ReadOnlySpan<ModelState> States => _states.AsSpan(0, Count);

    /// <summary>Begins a case.</summary>
    /// <param name="trace">The trace whose states are followed, or <see langword="null"/>.</param>
    public void Start(CaseTrace? trace)
    {
        _states[0] = trace is { Count: > 0 } ? trace.Before(0) : _initial;
        Count = 1;
        _fingerprint = 0;
    }

    /// <summary>Goes on from some states, as behind a race.</summary>
    /// <param name="states">The states; at least one.</param>
    public void Continue(IReadOnlyList<ModelState> states)
    {
        if (_states.Length < states.Count)
        {
            _states = new ModelState[states.Count];
        }

        for (int i = 0; i < states.Count; i++)
        {
            _states[i] = states[i];
        }

        Count = states.Count;
    }

    /// <summary>Compares an answer with what is allowed, and moves on.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="got">The answer.</param>
    /// <param name="trace">What the generator has asked the model already; <see langword="null"/> for nothing.</param>
    /// <param name="index">The operation's index in the trace.</param>
    /// <param name="coverage">Where to count; <see langword="null"/> for nowhere.</param>
    /// <returns>Whether the answer is allowed. When it is not, the states are left as they were.</returns>
    public bool Judge(Operation operation, Outcome got, CaseTrace? trace, int index, CoverageTable? coverage)
    {
        coverage?.CountAnswer(operation.Verb, got);
        if (got.Kind == OutcomeKind.Unsupported && !_model.Demands(operation.Verb))
        {
            return true;
        }

        if (Count == 1)
        {
            return JudgeOne(operation, got, Expected(operation, trace, index), coverage);
        }

        return JudgeMany(operation, got, coverage);
    }

    /// <summary>Says what was allowed, by which clause, and what the model knows of the things concerned.</summary>
    public (ClauseId Clause, IReadOnlyList<string> Allowed, string Facts) Explain(Operation operation, Outcome got)
    {
        ClauseId clause = ClauseId.None;
        var allowed = new List<string>();
        for (int i = 0; i < Count; i++)
        {
            _model.Step(_states[i], operation, _own);
            for (int j = 0; j < _own.Count; j++)
            {
                string text = _own[j].Pattern.ToString();
                if (!allowed.Contains(text, StringComparer.Ordinal))
                {
                    allowed.Add(text);
                }
            }

            clause = clause == ClauseId.None ? _model.Explain(_states[i], operation, _own, got) : clause;
        }

        return (clause == ClauseId.None ? Unexplained : clause, allowed, StateFacts.About(operation, _states[0]));
    }

    /// <summary>Stands in for a clause where an answer is not allowed and the contract names no clause for it.</summary>
    public static ClauseId Unexplained { get; } = ClauseId.Of("UNEXPLAINED");

    private Expectation Expected(Operation operation, CaseTrace? trace, int index)
    {
        if (trace is not null && ReferenceEquals(trace.Before(index), _states[0]))
        {
            return trace.Expected(index);
        }

        _model.Step(_states[0], operation, _own);
        return _own;
    }

    private bool JudgeOne(Operation operation, Outcome got, Expectation expected, CoverageTable? coverage)
    {
        if (expected.Count == 1)
        {
            // By far the most operations have one answer, which leads to one state.
            ref readonly Alternative only = ref expected[0];
            if (!only.Pattern.Matches(got))
            {
                return false;
            }

            Count1(operation, only, coverage);
            AdvanceTo(only.After(got), coverage);
            return true;
        }

        int count = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            ref readonly Alternative alternative = ref expected[i];
            if (!alternative.Pattern.Matches(got))
            {
                continue;
            }

            if (count == 0)
            {
                Count1(operation, alternative, coverage);
            }

            Add(alternative.After(got), ref count);
        }

        return Advance(count, coverage);
    }

    private bool JudgeMany(Operation operation, Outcome got, CoverageTable? coverage)
    {
        int count = 0;
        for (int s = 0; s < Count; s++)
        {
            _model.Step(_states[s], operation, _own);
            for (int i = 0; i < _own.Count; i++)
            {
                ref readonly Alternative alternative = ref _own[i];
                if (!alternative.Pattern.Matches(got))
                {
                    continue;
                }

                if (count == 0)
                {
                    Count1(operation, alternative, coverage);
                }

                Add(alternative.After(got), ref count);
            }
        }

        return Advance(count, coverage);
    }

    private static void Count1(Operation operation, in Alternative alternative, CoverageTable? coverage)
    {
        if (coverage is null)
        {
            return;
        }

        foreach (ClauseId clause in alternative.Exercised)
        {
            coverage.CountExercised(operation.Verb, clause);
        }
    }

    private void Add(ModelState state, ref int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (ReferenceEquals(_next[i], state))
            {
                return;
            }
        }

        if (count == _next.Length)
        {
            Array.Resize(ref _next, count * 2);
        }

        _next[count++] = state;
    }

    private void AdvanceTo(ModelState state, CoverageTable? coverage)
    {
        CountTransition(state, coverage);
        if (!ReferenceEquals(_states[0], state))
        {
            _states[0] = state;
        }
    }

    private void CountTransition(ModelState next, CoverageTable? coverage)
    {
        if (coverage is null)
        {
            return;
        }

        ulong fingerprint = ReferenceEquals(next, _states[0]) ? _fingerprint : next.Fingerprint();
        coverage.CountTransition(_fingerprint, fingerprint);
        _fingerprint = fingerprint;
    }

    private bool Advance(int count, CoverageTable? coverage)
    {
        if (count == 0)
        {
            return false;
        }

        CountTransition(_next[0], coverage);
        (_states, _next) = (_next, _states);
        Count = count;
        return true;
    }
}
