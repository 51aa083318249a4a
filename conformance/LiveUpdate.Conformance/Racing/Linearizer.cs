using System.Numerics;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Looks for the orders of a race's calls that the model allows: linearizability, with the model as the specification.</summary>
/// <remarks>
/// The search of Wing and Gong, which puts in front any call that none of those left was answered before; states that were
/// met behind the same calls are not searched again (Lowe). A call without an answer may have taken effect or not. What
/// the contract leaves open in one call is followed in all its ways. An instance is used again and again by one thread.
/// </remarks>
internal sealed class Linearizer
{
    private readonly LiveUpdateModel _model;
    private readonly HashSet<(uint Done, UInt128 State)> _met = [];
    private readonly HashSet<UInt128> _ends = [];
    private readonly List<ModelState> _after = [];
    private readonly List<Expectation> _expectations = [];
    private readonly List<int> _order = [];
    private IReadOnlyList<RacingOperation> _race = [];
    private RaceHistory _history = new(0);
    private Action<Verb, ReadOnlySpan<ClauseId>>? _exercised;
    private int[] _firstOrder = [];
    private uint _answered;
    private int _deepest;

    /// <summary>A linearizer that believes a model.</summary>
    /// <param name="model">The model.</param>
    public Linearizer(LiveUpdateModel model) => _model = model;

    /// <summary>The states that the machine may be in behind the race; none when there is no order.</summary>
    public IReadOnlyList<ModelState> After => _after;

    /// <summary>The first order that was found, by places in the race.</summary>
    public IReadOnlyList<int> Order => _firstOrder;

    /// <summary>The longest beginning of an order that fits, by places in the race, when there is no whole one.</summary>
    public IReadOnlyList<int> Longest { get; private set; } = [];

    /// <summary>The state behind <see cref="Longest"/>.</summary>
    public ModelState? LongestState { get; private set; }

    /// <summary>How many steps of the model the last search took.</summary>
    public int Steps { get; private set; }

    /// <summary>Searches all orders.</summary>
    /// <param name="before">The states that the machine may have been in before the race.</param>
    /// <param name="race">The race's operations.</param>
    /// <param name="history">What happened, as far as it has.</param>
    /// <param name="exercised">Told of the clauses that the first order exercises, operation by operation.</param>
    /// <returns>Whether there is an order.</returns>
    public bool Search(
        ReadOnlySpan<ModelState> before,
        IReadOnlyList<RacingOperation> race,
        RaceHistory history,
        Action<Verb, ReadOnlySpan<ClauseId>>? exercised = null
    )
    {
        _race = race;
        _history = history;
        _exercised = exercised;
        _met.Clear();
        _ends.Clear();
        _after.Clear();
        _order.Clear();
        _firstOrder = [];
        _deepest = -1;
        Steps = 0;
        _answered = 0;
        for (int i = 0; i < race.Count; i++)
        {
            _answered |= history.Answers[i].Answered > 0 ? 1u << i : 0;
        }

        foreach (ModelState state in before)
        {
            Extend(0, state);
        }

        return _after.Count > 0;
    }

    /// <summary>What would have been allowed for an operation behind <see cref="Longest"/>.</summary>
    /// <param name="index">The operation's place in the race.</param>
    public string Allowed(int index)
    {
        Expectation expectation = ExpectationAt(0);
        _model.Step(LongestState!, _race[index].Operation, expectation);
        return expectation.ToString();
    }

    private void Extend(uint done, ModelState state)
    {
        if (!_met.Add((done, state.Digest())))
        {
            return;
        }

        if ((done & _answered) == _answered)
        {
            Note(state);
        }

        NoteLongest(done, state);
        int bound = FirstAnswerLeft(done);
        for (int i = 0; i < _race.Count; i++)
        {
            RaceAnswer answer = _history.Answers[i];
            if ((done & (1u << i)) == 0 && answer.Called > 0 && answer.Called < bound)
            {
                Take(done, state, i, answer);
            }
        }
    }

    private void Take(uint done, ModelState state, int index, RaceAnswer answer)
    {
        Expectation expectation = ExpectationAt(_order.Count);
        _model.Step(state, _race[index].Operation, expectation);
        Steps++;
        _order.Add(index);
        if (answer.Outcome is { Kind: OutcomeKind.Unsupported })
        {
            Extend(done | (1u << index), state);
        }

        if (IsBusy(index, answer))
        {
            Extend(done | (1u << index), state);
        }

        for (int j = 0; j < expectation.Count; j++)
        {
            Alternative alternative = expectation[j];
            if (answer.Outcome is null || alternative.Pattern.Matches(answer.Outcome))
            {
                Extend(done | (1u << index), alternative.Next);
            }
        }

        _order.RemoveAt(_order.Count - 1);
    }

    /// <summary>Whether a reboot was refused for another one that went on, before LUO had any part in it (LUO-REBOOT-08).</summary>
    private bool IsBusy(int index, in RaceAnswer answer) =>
        answer.Outcome is { Errno: Errno.EBUSY } refused
        && refused.Fields.IsEmpty
        && RaceClauses.MayBeBusy(_race, _history, index);

    /// <summary>When the earliest of the answers came that are not in the order yet: what was called later comes later.</summary>
    private int FirstAnswerLeft(uint done)
    {
        int first = int.MaxValue;
        for (uint left = _answered & ~done; left != 0; left &= left - 1)
        {
            first = Math.Min(first, _history.Answers[BitOperations.TrailingZeroCount(left)].Answered);
        }

        return first;
    }

    private void Note(ModelState state)
    {
        if (_ends.Add(state.Digest()))
        {
            _after.Add(state);
        }

        if (_after.Count == 1 && _firstOrder.Length == 0)
        {
            _firstOrder = [.. _order];
            Tell();
        }
    }

    /// <summary>Tells which clauses the order exercises that is in hand: what the model expected on the way is still there.</summary>
    private void Tell()
    {
        for (int depth = 0; _exercised is not null && depth < _order.Count; depth++)
        {
            RaceAnswer answer = _history.Answers[_order[depth]];
            Expectation expectation = ExpectationAt(depth);
            if (IsBusy(_order[depth], answer))
            {
                _exercised(_race[_order[depth]].Operation.Verb, [RaceClauses.Busy]);
            }

            for (int j = 0; answer.Outcome is not null && j < expectation.Count; j++)
            {
                if (expectation[j].Pattern.Matches(answer.Outcome))
                {
                    _exercised(_race[_order[depth]].Operation.Verb, expectation[j].Exercised);
                    break;
                }
            }
        }
    }

    private void NoteLongest(uint done, ModelState state)
    {
        if (BitOperations.PopCount(done & _answered) > _deepest)
        {
            _deepest = BitOperations.PopCount(done & _answered);
            Longest = [.. _order];
            LongestState = state;
        }
    }

    private Expectation ExpectationAt(int depth)
    {
        while (_expectations.Count <= depth)
        {
            _expectations.Add(new Expectation());
        }

        return _expectations[depth];
    }
}
