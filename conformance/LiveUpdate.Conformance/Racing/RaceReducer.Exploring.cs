using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <content>Steps to races that are no part of the one that failed.</content>
internal sealed partial class RaceReducer
{
    /// <summary>The calls that can race, the plainest first.</summary>
    private const int MostToPair = 12;

    /// <summary>Takes the first step that leads to a plainer race.</summary>
    private bool Explore() =>
        ForgetReadOut()
        || LookInside()
        || RenumberAgents()
        || SwapHandles()
        || MoveOutOfRace()
        || Substitute()
        || RaceEarlier()
        || RemovePairs()
        || ExploreThings();

    /// <summary>Leaves out the whole read-out, and the one of its operations that the others need.</summary>
    private bool ForgetReadOut()
    {
        for (int kept = 0; kept < _race.After.Length; kept++)
        {
            if (Try(_race with { After = [.. _race.After.Take(kept)] }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives agents other numbers, and orders the racing operations by them.</summary>
    private bool RenumberAgents()
    {
        int[] agents = [.. _race.Agents];
        foreach (int[] numbers in Permutations(agents.Length))
        {
            RaceCase renumbered = _race with
            {
                Race =
                [
                    .. _race
                        .Race.Select(one => new RacingOperation(
                            numbers[Array.IndexOf(agents, one.Agent)],
                            one.Operation
                        ))
                        .OrderBy(static one => one.Agent),
                ],
            };
            if (Try(renumbered))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int[]> Permutations(int count)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        foreach (int[] shorter in Permutations(count - 1))
        {
            for (int at = 0; at < count; at++)
            {
                yield return [.. shorter[..at], count, .. shorter[at..]];
            }
        }
    }

    /// <summary>Exchanges what two handles of a kind are used for.</summary>
    private bool SwapHandles()
    {
        Handle[] made = [.. _race.Before.Select(static one => one.Result).Where(static one => !one.IsNone).Distinct()];
        for (int i = 0; i < made.Length; i++)
        {
            for (int j = i + 1; j < made.Length; j++)
            {
                if (SwapUses(made[i], made[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool SwapUses(Handle first, Handle second)
    {
        bool IsUse(Operation operation) => Handles.Uses(operation, first) || Handles.Uses(operation, second);
        Operation Swapped(Operation operation) =>
            IsUse(operation) ? Handles.Exchanged(operation, first, second) : operation;
        return Try(Mapped(_race, Swapped))
            || Try(_race with { Race = Raced(_race.Race, Swapped) })
            || Try(
                _race with
                {
                    Race = Raced(_race.Race, Swapped),
                    After = [.. _race.After.Select(one => WithOtherName(Swapped(one), first, second))],
                }
            );
    }

    /// <summary>A read-out of the session that was made under one handle as one of that made under the other.</summary>
    private Operation WithOtherName(Operation operation, Handle first, Handle second)
    {
        ByteString? one = NameOf(first);
        ByteString? other = NameOf(second);
        return one is null || other is null || SharedValues.NameOf(operation) is not { } name ? operation
            : name.Equals(one) ? SharedValues.WithName(operation, other)
            : name.Equals(other) ? SharedValues.WithName(operation, one)
            : operation;
    }

    private ByteString? NameOf(Handle handle) =>
        _race.Before.FirstOrDefault(operation => operation.Result == handle) is { } made
            ? SharedValues.NameOf(made)
            : null;

    private static ImmutableArray<RacingOperation> Raced(
        ImmutableArray<RacingOperation> race,
        Func<Operation, Operation> map
    ) => [.. race.Select(one => new RacingOperation(one.Agent, map(one.Operation)))];

    /// <summary>Does before the race what need not be in it.</summary>
    private bool MoveOutOfRace()
    {
        for (int i = 0; i < _race.Race.Length; i++)
        {
            RaceCase calmer = _race with
            {
                Before = _race.Before.Add(_race.Race[i].Operation),
                Race = _race.Race.RemoveAt(i),
            };
            if (Try(calmer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets agents do something plainer, with and without the read-out and with what was made for it.</summary>
    private bool Substitute()
    {
        Operation[] before = [.. _race.Before];
        var probes = new Probes([.. Operations(_race)]);
        List<Operation> plainer = probes.After(before);
        for (int i = 0; i < _race.Race.Length; i++)
        {
            foreach (Operation probe in plainer)
            {
                Handle own = Handle.Numbered('z', i);
                RaceCase substituted = _race with
                {
                    Race = _race.Race.SetItem(
                        i,
                        new RacingOperation(
                            _race.Race[i].Agent,
                            probe.Result.IsNone ? probe : Handles.Replaced(probe, own, static used => used)
                        )
                    ),
                };
                if (Try(substituted) || Try(substituted with { After = [] }))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Lets two agents do the same, or one what another does now, behind shorter beginnings.</summary>
    private bool RaceEarlier()
    {
        Operation[] before = [.. _race.Before];
        var probes = new Probes([.. Operations(_race)]);
        for (int length = 0; length <= before.Length; length++)
        {
            foreach (Operation probe in probes.After(before.AsSpan(0, length)))
            {
                foreach (Operation other in _race.Race.Select(static one => one.Operation).Prepend(probe))
                {
                    if (Try(new RaceCase([.. before[..length]], [ByAgent(1, probe), ByAgent(2, other)], [])))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static RacingOperation ByAgent(int agent, Operation operation) =>
        new(
            agent,
            operation.Result.IsNone
                ? operation
                : Handles.Replaced(operation, Handle.Numbered('z', agent), static used => used)
        );

    /// <summary>Removes two operations at once.</summary>
    private bool RemovePairs()
    {
        for (int j = _race.Length - 1; j > 0 && _race.Length <= MostToPair; j--)
        {
            for (int i = j - 1; i >= 0; i--)
            {
                if (Try(Without(Without(_race, j), i)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static RaceCase Without(RaceCase race, int index)
    {
        int racing = index - race.Before.Length;
        int after = racing - race.Race.Length;
        return racing < 0 ? race with { Before = race.Before.RemoveAt(index) }
            : after < 0 ? race with { Race = race.Race.RemoveAt(racing) }
            : race with { After = race.After.RemoveAt(after) };
    }
}
