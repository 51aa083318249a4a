using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Which races can be judged: those in which every call takes effect at one instant, as seen by the others.</summary>
/// <remarks>
/// The rules leave out what a kernel may do in several steps that others can tell apart, and what is not LUO's: a close
/// that waits for a call in progress, numbers that are taken and given back, a close that ends files before it ends
/// the session, changes of a file that two sessions take or let go, and positions, which a reboot does not hold up. An agent
/// that dies is not among them: all agents of a program are one process, whose descriptors go together.
/// </remarks>
internal static class RaceRules
{
    /// <summary>The most operations of a race.</summary>
    public const int MostOperations = 24;

    /// <summary>Whether races can be judged by a model at all; not where a profile has calls that the rules do not know.</summary>
    /// <param name="model">The model.</param>
    public static bool Cover(LiveUpdateModel model) => Knows(model.ColdBoot(BootParameters.Default));

    /// <summary>Whether the rules know all calls of a profile; what users in the kernel hand over by KHO alone they do not.</summary>
    private static bool Knows(ModelState state) =>
        state.Alternative is null || (state.Differences & Differences.GlobalStates) != Differences.None;

    /// <summary>Why a race cannot be judged.</summary>
    /// <param name="race">The race.</param>
    /// <param name="before">The state before it, or <see langword="null"/> when only its text is known.</param>
    /// <returns>The reason, or <see langword="null"/>.</returns>
    public static string? WhyNot(IReadOnlyList<RacingOperation> race, ModelState? before)
    {
        if (race.Count > MostOperations)
        {
            return $"a race of more than {MostOperations} operations has too many orders; leave some out";
        }

        if (race.FirstOrDefault(static one => !IsAllowed(one.Operation.Verb)) is { } odd)
        {
            return $"'{odd.Operation}' cannot be in a race; do it before or behind it";
        }

        if (race.FirstOrDefault(static one => !IsWhole(one.Operation)) is { } raw)
        {
            return $"'{raw.Operation}' takes back what it did; give it memory that can be written, and a handle for what it makes";
        }

        if (race.Where(static one => Boots(one.Operation.Verb)).Select(ParametersOf).Distinct().Count() > 1)
        {
            return "reboots that race must be the same, since one of them may run the other's image; leave one out";
        }

        if (before?.FreeDescriptors is not null)
        {
            return "a limit of descriptors is in force, and racing calls take numbers for a moment; lift it before the race";
        }

        if (before is not null && !Knows(before))
        {
            return "recorded alternatives take more steps than the rules for races know; do without them";
        }

        if (before is not null && SeesThaws(race, before))
        {
            return "the race can see that a close or finish lets one file after the other change; change one of them";
        }

        if (before is not null && HandledRaces.WhyNot(race, before) is { } reason)
        {
            return reason;
        }

        if (before?.Faults is { IsToCome: true })
        {
            return "an injected fault is still to come, and hits whoever comes first; lift it before the race";
        }

        return SharedHandle(race) is { } handle
                ? $"{handle} is made or closed in the race, and another agent names it; use another handle or a dup"
            : SeesSteps(race)
                ? "the race can see that a close or finish ends one file after the other; leave some preserve_fd out"
            : SeesFreezes(race)
                ? "the race can see that a file is taken before it is frozen; leave all but one session's call out"
            : MovesPositions(race)
                ? "a reboot notes positions before it jumps, and so does a freeze; name the place with at=, or leave it out"
            : null;
    }

    private static bool IsAllowed(Verb verb) =>
        verb
            is Verb.Open
                or Verb.CreateSession
                or Verb.RetrieveSession
                or Verb.PreserveFd
                or Verb.RetrieveFd
                or Verb.Finish
                or Verb.GetName
                or Verb.Close
                or Verb.Dup
                or Verb.Ioctl
                or Verb.FlbGetOutgoing
                or Verb.FlbPutOutgoing
                or Verb.FlbGetIncoming
                or Verb.FlbPutIncoming
                or Verb.LuoEvent
                or Verb.LuoState
                or Verb.UnpreserveFd
        || IsOfFiles(verb)
        || Boots(verb);

    private static bool IsOfFiles(Verb verb) =>
        verb
            is Verb.Write
                or Verb.Read
                or Verb.Seek
                or Verb.Truncate
                or Verb.Fallocate
                or Verb.AddSeals
                or Verb.GetSeals
                or Verb.HandlerValue;

    /// <summary>Whether a raw call does all that it does, or nothing: no answer that cannot be written, nothing made and let go.</summary>
    private static bool IsWhole(Operation operation) =>
        operation is not Ioctl raw
        || (
            raw.Place == ArgumentPlace.Mapped
            && (!raw.Result.IsNone || RawCall.ToPlain(raw) is not (CreateSession or RetrieveSession or RetrieveFd))
        );

    private static string ParametersOf(RacingOperation one) => $"{one.Operation}";

    private static bool Boots(Verb verb) => verb is Verb.Reboot or Verb.Kexec;

    /// <summary>A handle that comes or goes during the race is its agent's own.</summary>
    private static Handle? SharedHandle(IReadOnlyList<RacingOperation> race)
    {
        foreach (RacingOperation one in race)
        {
            Handle own = one.Operation is Close close ? close.Target : one.Operation.Result;
            if (own.IsNone)
            {
                continue;
            }

            foreach (RacingOperation other in race)
            {
                if (other.Agent != one.Agent && (other.Operation.Result == own || Handles.Uses(other.Operation, own)))
                {
                    return own;
                }
            }
        }

        return null;
    }

    /// <summary>Whether others may see a file busy that is not frozen yet, or free that still is.</summary>
    private static bool SeesFreezes(IReadOnlyList<RacingOperation> race) =>
        race.Any(static one => !ChangedFile(one.Operation).IsNone)
        && race.Count(static one =>
            RawCall.ToPlain(one.Operation).Verb is Verb.PreserveFd or Verb.Close or Verb.Finish or Verb.UnpreserveFd
        ) > 1;

    /// <summary>Whether others may see one file of a session thawed, and another not yet.</summary>
    private static bool SeesThaws(IReadOnlyList<RacingOperation> race, ModelState before)
    {
        foreach (RacingOperation ending in race)
        {
            Handle ended = RawCall.ToPlain(ending.Operation) switch
            {
                Close close => close.Target,
                FinishSession finish => finish.Session,
                UnpreserveFd unpreserve => unpreserve.Session,
                _ => Handle.None,
            };
            if (before.SessionOf(ended) is not { Files.Length: > 1 } session)
            {
                continue;
            }

            var changed = new HashSet<int>();
            foreach (RacingOperation one in race)
            {
                if (
                    one.Agent != ending.Agent
                    && ChangedFile(one.Operation) is { IsNone: false } handle
                    && before.MemoryFileOf(handle) is { } file
                    && file.OwnerSessionId == session.Id
                )
                {
                    changed.Add(file.Id);
                }
            }

            if (changed.Count > 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The file whose contents, size or seals an operation changes; none for any other operation.</summary>
    /// <param name="operation">The operation.</param>
    public static Handle ChangedFile(Operation operation) =>
        operation switch
        {
            WriteFile write => write.Target,
            Truncate truncate => truncate.Target,
            Fallocate fallocate => fallocate.Target,
            AddSeals add => add.Target,
            _ => Handle.None,
        };

    private static bool MovesPositions(IReadOnlyList<RacingOperation> race) =>
        race.Any(static one => Boots(one.Operation.Verb) || one.Operation is LuoEvent { Event: EventKind.Freeze })
        && race.Any(static one => one.Operation is Seek or WriteFile { At: null } or ReadFile { At: null });

    /// <summary>Whether others may see a session half closed: some of its files free, or their FLB, others or its name not yet.</summary>
    private static bool SeesSteps(IReadOnlyList<RacingOperation> race)
    {
        foreach (RacingOperation ending in race)
        {
            Verb end = RawCall.ToPlain(ending.Operation).Verb;
            if (end is not (Verb.Close or Verb.Finish or Verb.UnpreserveFd))
            {
                continue;
            }

            int preserves = race.Count(one =>
                one.Agent != ending.Agent && RawCall.ToPlain(one.Operation).Verb == Verb.PreserveFd
            );
            bool names =
                end == Verb.Close
                && race.Any(one =>
                    one.Agent != ending.Agent
                    && RawCall.ToPlain(one.Operation).Verb is Verb.CreateSession or Verb.RetrieveSession
                );
            bool looks = race.Any(one =>
                one.Agent != ending.Agent && (one.Operation is FlbReference || !ChangedFile(one.Operation).IsNone)
            );
            if (preserves > (names ? 0 : 1) || (names && looks))
            {
                return true;
            }
        }

        return false;
    }
}
