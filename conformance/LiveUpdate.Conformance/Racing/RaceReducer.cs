using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Makes a race that breaks a clause minimal: first its operations, agents and values, then the schedule with the fewest preemptions.</summary>
/// <remarks>
/// A candidate counts when any schedule with no more preemptions than the best one has breaks the same clause: what is
/// left out moves the points of the others, so that the old schedule need not fit.
/// </remarks>
internal sealed partial class RaceReducer
{
    private const int MostRuns = 40_000;
    private const int MostTurns = 3;

    private readonly RaceExplorer _explorer;
    private readonly KnownDeviations _known;
    private readonly CancellationToken _cancellation;
    private readonly long _runsBefore;
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private RaceCase _race;
    private int _turns = MostTurns;

    /// <summary>A reducer.</summary>
    /// <param name="found">The violation, whose program has a race.</param>
    /// <param name="explorer">What runs the candidates.</param>
    /// <param name="known">What is known to be broken, and is no proof of anything else.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public RaceReducer(Violation found, RaceExplorer explorer, KnownDeviations known, CancellationToken cancellation)
    {
        Best = found;
        _explorer = explorer;
        _known = known;
        _cancellation = cancellation;
        _runsBefore = explorer.Runs;
        _race = RaceCase.Of(found.Program);
    }

    /// <summary>The violation by the smallest program so far.</summary>
    public Violation Best { get; private set; }

    /// <summary>How many runs it took.</summary>
    public int Runs => (int)(_explorer.Runs - _runsBefore);

    /// <summary>Whether the search came to its end.</summary>
    public bool IsComplete { get; private set; }

    private bool IsOver => Runs >= MostRuns || _cancellation.IsCancellationRequested;

    /// <summary>Searches until nothing can be removed or lowered.</summary>
    public void Reduce()
    {
        TryAny(_race);
        bool changed = true;
        while (changed && !IsOver)
        {
            changed = RemoveAfter();
            changed |= RemoveBefore();
            changed |= RemoveRacing();
            changed |= MergeAgents();
            changed |= LowerValues();
            changed |= !changed && Explore();
        }

        TryAny(WithPlainHandles(_race));
        IsComplete = !IsOver;
    }

    /// <summary>Takes a candidate that is plainer and shows the fault.</summary>
    private bool Try(RaceCase candidate) => RaceOrder.Compare(candidate, _race) < 0 && TryAny(candidate);

    private bool TryAny(RaceCase candidate)
    {
        if (
            IsOver
            || candidate.Race.IsEmpty
            || RaceRules.WhyNot(candidate.Race, null) is not null
            || !_tried.Add(ProgramText.Print(candidate.ToProgram(null)))
        )
        {
            return false;
        }

        try
        {
            if (_explorer.Search(candidate, _turns, IsSame) is not { } violation)
            {
                return false;
            }

            Best = violation;
            _turns = Math.Max(1, violation.Program.Schedule?.Turns.Length ?? 1);
            _race = RaceCase.Of(violation.Program);
            return true;
        }
        catch (Exception thrown) when (thrown is ImplementationFaultException or RaceRefusedException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a violation is the fault that is looked for: of the same clause, or of another one on races, since what was
    /// left out may have had nothing to do with it. What shows in a crash, an answer or an image may be one fault.
    /// </summary>
    private bool IsSame(Violation violation) =>
        violation.Program.HasRace
        && _known.Find(violation) is null
        && (
            violation.Clause == Best.Clause
            || (
                RaceClauses.Speak(violation.Clause)
                && (violation.Clause != RaceClauses.Order || violation.Program.Lines.Length < Best.Program.Lines.Length)
            )
        )
        && (
            violation.Kind == Best.Kind
            || violation.Kind is ViolationKind.Answer or ViolationKind.Image or ViolationKind.Kernel
        );

    private bool RemoveAfter() =>
        Remove(static race => race.After.Length, static (race, i) => race with { After = race.After.RemoveAt(i) });

    private bool RemoveBefore() =>
        Remove(static race => race.Before.Length, static (race, i) => race with { Before = race.Before.RemoveAt(i) });

    private bool RemoveRacing() =>
        Remove(static race => race.Race.Length, static (race, i) => race with { Race = race.Race.RemoveAt(i) });

    private bool Remove(Func<RaceCase, int> count, Func<RaceCase, int, RaceCase> without)
    {
        bool changed = false;
        for (int i = count(_race) - 1; i >= 0; i--)
        {
            changed |= i < count(_race) && Try(without(_race, i));
        }

        return changed;
    }

    /// <summary>Gives the operations of one agent to another, behind its own.</summary>
    private bool MergeAgents()
    {
        foreach (int gone in _race.Agents.Reverse())
        {
            foreach (int kept in _race.Agents)
            {
                if (
                    kept != gone
                    && Try(
                        _race with
                        {
                            Race =
                            [
                                .. _race.Race.Where(one => one.Agent != gone),
                                .. _race
                                    .Race.Where(one => one.Agent == gone)
                                    .Select(one => new RacingOperation(kept, one.Operation)),
                            ],
                        }
                    )
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool LowerValues()
    {
        bool changed = false;
        for (int i = 0; i < _race.Length && !IsOver; i++)
        {
            foreach (Operation lower in Lowerings.Of(OperationAt(i)))
            {
                if (Try(Replaced(i, lower)))
                {
                    changed = true;
                    break;
                }
            }
        }

        return changed | LowerNames();
    }

    /// <summary>Lowers a name or a token in every place that has it.</summary>
    private bool LowerNames()
    {
        bool changed = false;
        foreach (string name in new[] { "a", "b" })
        {
            ByteString plain = ByteString.Of(name);
            foreach (ByteString other in NamesOf(_race))
            {
                if (string.CompareOrdinal(other.ToString(), name) > 0 && !NamesOf(_race).Contains(plain))
                {
                    changed |= Try(
                        Mapped(
                            _race,
                            one =>
                                SharedValues.NameOf(one) is { } had && had.Equals(other)
                                    ? SharedValues.WithName(one, plain)
                                    : one
                        )
                    );
                }
            }
        }

        ulong[] tokens = [.. Operations(_race).Select(SharedValues.TokenOf).OfType<ulong>().Distinct().Order()];
        for (int i = 0; i < tokens.Length; i++)
        {
            ulong had = tokens[i];
            ulong rank = (ulong)i;
            changed |=
                had > rank
                && Try(
                    Mapped(_race, one => SharedValues.TokenOf(one) == had ? SharedValues.WithToken(one, rank) : one)
                );
        }

        return changed;
    }

    private static HashSet<ByteString> NamesOf(RaceCase race) =>
        [.. Operations(race).Select(SharedValues.NameOf).OfType<ByteString>()];

    private static RaceCase WithPlainHandles(RaceCase race)
    {
        var names = new Dictionary<Handle, Handle>();
        var used = new HashSet<Handle>();
        foreach (Operation operation in Operations(race))
        {
            if (!operation.Result.IsNone)
            {
                Name(operation.Result, Handles.LetterOf(operation.Verb));
            }
        }

        foreach (Operation operation in Operations(race))
        {
            foreach (Argument argument in operation.Arguments)
            {
                if (argument.Kind == ArgumentKind.Handle)
                {
                    Name(argument.Handle, 'z');
                }
            }
        }

        return Mapped(
            race,
            one =>
                Handles.Replaced(
                    one,
                    one.Result.IsNone ? one.Result : names[one.Result],
                    handle => handle.IsNone ? handle : names[handle]
                )
        );

        void Name(Handle handle, char letter)
        {
            if (names.ContainsKey(handle))
            {
                return;
            }

            string letters = letter switch
            {
                'd' => "defgh",
                's' => "stuvw",
                'm' => "mnopqr",
                _ => "xyz",
            };
            int next = 0;
            Handle name = Handle.Parse($"{letters[0]}");
            while (!used.Add(name))
            {
                next++;
                name = next < letters.Length ? Handle.Parse($"{letters[next]}") : Handle.Numbered(letters[0], next);
            }

            names.Add(handle, name);
        }
    }

    private static IEnumerable<Operation> Operations(RaceCase race) =>
        race.Before.Concat(race.Race.Select(static one => one.Operation)).Concat(race.After);

    private static RaceCase Mapped(RaceCase race, Func<Operation, Operation> map) =>
        new(
            [.. race.Before.Select(map)],
            [.. race.Race.Select(one => new RacingOperation(one.Agent, map(one.Operation)))],
            [.. race.After.Select(map)]
        );

    private Operation OperationAt(int index) => Operations(_race).ElementAt(index);

    private RaceCase Replaced(int index, Operation operation)
    {
        int racing = index - _race.Before.Length;
        int after = racing - _race.Race.Length;
        return racing < 0 ? _race with { Before = _race.Before.SetItem(index, operation) }
            : after < 0
                ? _race with
                {
                    Race = _race.Race.SetItem(racing, new RacingOperation(_race.Race[racing].Agent, operation)),
                }
            : _race with { After = _race.After.SetItem(after, operation) };
    }
}
