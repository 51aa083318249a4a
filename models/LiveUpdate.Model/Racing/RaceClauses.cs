using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Which clauses a race is about: what two of its operations do to one thing decides.</summary>
public static class RaceClauses
{
    /// <summary>The clause that every race is about.</summary>
    public static ClauseId Order { get; } = ClauseId.Of("LUO-RACE-01");

    private static readonly ClauseId Opening = ClauseId.Of("LUO-RACE-02");
    private static readonly ClauseId Preserving = ClauseId.Of("LUO-RACE-03");
    private static readonly ClauseId Retrieving = ClauseId.Of("LUO-RACE-04");
    private static readonly ClauseId OneSession = ClauseId.Of("LUO-RACE-05");
    private static readonly ClauseId Sessions = ClauseId.Of("LUO-SESS-11");
    private static readonly ClauseId Rebooting = ClauseId.Of("LUO-REBOOT-06");

    /// <summary>From the one that tells most of a broken race to the one that always fits.</summary>
    private static readonly ClauseId[] ByWeight =
    [
        Rebooting,
        Retrieving,
        Preserving,
        OneSession,
        Sessions,
        Opening,
        Order,
    ];

    /// <summary>Whether two calls went on at the same time.</summary>
    /// <param name="one">A call.</param>
    /// <param name="other">Another one.</param>
    public static bool AreAtOnce(in RaceAnswer one, in RaceAnswer other) =>
        (one.IsPending || one.Answered > other.Called) && (other.IsPending || other.Answered > one.Called);

    /// <summary>Whether a clause is about races.</summary>
    /// <param name="clause">The clause.</param>
    public static bool Speak(ClauseId clause) => Array.IndexOf(ByWeight, clause) >= 0;

    /// <summary>The clause that two operations of different agents are about when they happen at once.</summary>
    /// <param name="before">The state before the race.</param>
    /// <param name="one">An operation.</param>
    /// <param name="other">An operation of another agent.</param>
    public static ClauseId Of(ModelState before, Operation one, Operation other)
    {
        if (one.Verb is Verb.Reboot or Verb.Kexec || other.Verb is Verb.Reboot or Verb.Kexec)
        {
            return Rebooting;
        }

        ClauseId clause = OfOrdered(before, one, other);
        return clause == Order ? OfOrdered(before, other, one) : clause;
    }

    /// <summary>The clause that a race breaks whose answers have no order.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="race">Its operations.</param>
    /// <param name="history">What happened in it; calls on descriptors that are not open have no part in anything.</param>
    /// <param name="stuck">The place of the operation whose answer fits nowhere; -1 when it is one behind the race.</param>
    public static ClauseId Broken(
        ModelState before,
        IReadOnlyList<RacingOperation> race,
        RaceHistory history,
        int stuck
    )
    {
        int best = ByWeight.Length - 1;
        for (int i = 0; i < race.Count; i++)
        {
            for (int j = 0; j < race.Count; j++)
            {
                if (
                    race[i].Agent != race[j].Agent
                    && (stuck < 0 || i == stuck)
                    && (i == stuck || TakesPart(history, i))
                    && TakesPart(history, j)
                    && AreAtOnce(history.Answers[i], history.Answers[j])
                )
                {
                    best = Math.Min(best, Array.IndexOf(ByWeight, Of(before, race[i].Operation, race[j].Operation)));
                }
            }
        }

        return best == ByWeight.Length - 1 && stuck >= 0 ? Broken(before, race, history, -1) : ByWeight[best];
    }

    private static bool TakesPart(RaceHistory history, int index) =>
        history.Answers[index] is { Called: > 0, Outcome: not { Errno: Errno.EBADF } };

    private static ClauseId OfOrdered(ModelState before, Operation one, Operation other) =>
        (one, other) switch
        {
            (OpenDevice, OpenDevice) => Opening,
            (CreateSession a, CreateSession b) when AreAlike(a.Name, b.Name) => Sessions,
            (RetrieveSession a, RetrieveSession b) when AreAlike(a.Name, b.Name) => Sessions,
            (RetrieveSession a, Close b) when NameOf(before, b.Target) is { } name && AreAlike(a.Name, name) =>
                Sessions,
            (CreateSession a, Close b) when NameOf(before, b.Target) is { } name && AreAlike(a.Name, name) => Sessions,
            (PreserveFd a, PreserveFd b) when AreOne(before, a.Session, b.Session) => OneSession,
            (PreserveFd a, PreserveFd b) when IsOneFile(before, a.File, b.File) => Preserving,
            (RetrieveFd a, RetrieveFd b) when a.Token == b.Token && AreOne(before, a.Session, b.Session) => Retrieving,
            (RetrieveFd a, FinishSession b) when AreOne(before, a.Session, b.Session) => OneSession,
            _ => Order,
        };

    private static bool AreAlike(ByteString one, ByteString other) => one.UpToNul().Equals(other.UpToNul());

    private static ByteString? NameOf(ModelState state, Handle handle) => state.SessionOf(handle)?.Name;

    private static bool AreOne(ModelState state, Handle one, Handle other) =>
        one == other || (state.SessionOf(one) is { } session && session.Id == state.SessionOf(other)?.Id);

    private static bool IsOneFile(ModelState state, Handle one, Handle other) =>
        one == other || (state.MemoryFileOf(one) is { } file && file.Id == state.MemoryFileOf(other)?.Id);
}
