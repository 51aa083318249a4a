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
    private static readonly ClauseId Waiting = ClauseId.Of("LUO-RACE-06");
    private static readonly ClauseId Counting = ClauseId.Of("LUO-RACE-07");
    private static readonly ClauseId Freezing = ClauseId.Of("LUO-RACE-08");
    private static readonly ClauseId OneKexec = ClauseId.Of("LUO-REBOOT-08");

    private static readonly ClauseId Moving = ClauseId.Of("LUO-STATE-13");

    /// <summary>From the one that tells most of a broken race to the one that always fits.</summary>
    private static readonly ClauseId[] ByWeight =
    [
        OneKexec,
        Waiting,
        Rebooting,
        Moving,
        Freezing,
        Counting,
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

    /// <summary>Whether a reboot may be refused because another one goes on at the same time.</summary>
    /// <param name="race">The race's operations.</param>
    /// <param name="history">What happened in it.</param>
    /// <param name="index">The place of the reboot.</param>
    public static bool MayBeBusy(IReadOnlyList<RacingOperation> race, RaceHistory history, int index)
    {
        for (int i = 0; Boots(race[index].Operation) && i < race.Count; i++)
        {
            if (
                race[i].Agent != race[index].Agent
                && Boots(race[i].Operation)
                && history.Answers[i] is { Called: > 0, Outcome: not { Errno: Errno.EBUSY } }
                && AreAtOnce(history.Answers[index], history.Answers[i])
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The clause that an answer from <see cref="MayBeBusy"/> exercises.</summary>
    public static ClauseId Busy => OneKexec;

    /// <summary>The clause that two operations of different agents are about when they happen at once.</summary>
    /// <param name="before">The state before the race.</param>
    /// <param name="one">An operation.</param>
    /// <param name="isAnswered">Whether it came back, if it is a reboot: then it was refused.</param>
    /// <param name="other">An operation of another agent.</param>
    /// <param name="isOtherAnswered">The same of the other.</param>
    public static ClauseId Of(ModelState before, Operation one, bool isAnswered, Operation other, bool isOtherAnswered)
    {
        one = RawCall.ToPlain(one);
        other = RawCall.ToPlain(other);
        if (Boots(one) || Boots(other))
        {
            bool isRefused = (Boots(one) && isAnswered) || (Boots(other) && isOtherAnswered);
            return Boots(one) && Boots(other) ? OneKexec
                : isRefused ? Waiting
                : Rebooting;
        }

        if (one is LuoEvent || other is LuoEvent)
        {
            return Moving;
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
                    ClauseId clause = Of(
                        before,
                        race[i].Operation,
                        IsRefused(history.Answers[i]),
                        race[j].Operation,
                        IsRefused(history.Answers[j])
                    );
                    best = Math.Min(best, Array.IndexOf(ByWeight, clause));
                }
            }
        }

        if (best < ByWeight.Length - 1)
        {
            return ByWeight[best];
        }

        // What comes behind a reboot that was refused finds everything as if there had been none.
        return stuck >= 0 ? Broken(before, race, history, -1)
            : HasRefusedReboot(race, history) ? Waiting
            : Order;
    }

    private static bool HasRefusedReboot(IReadOnlyList<RacingOperation> race, RaceHistory history)
    {
        for (int i = 0; i < race.Count; i++)
        {
            if (Boots(race[i].Operation) && IsRefused(history.Answers[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a call came back with an error.</summary>
    /// <param name="answer">Its answer.</param>
    public static bool IsRefused(in RaceAnswer answer) => answer.Outcome is { Kind: OutcomeKind.Error };

    private static bool Boots(Operation operation) => operation.Verb is Verb.Reboot or Verb.Kexec;

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
            (PreserveFd a, UnpreserveFd b) when AreOne(before, a.Session, b.Session) => OneSession,
            (UnpreserveFd a, UnpreserveFd b) when AreOne(before, a.Session, b.Session) => OneSession,
            (PreserveFd a, _) when ChangesFile(b: other) is { IsNone: false } file && IsOneFile(before, a.File, file) =>
                Freezing,
            (Close, _) when ChangesFile(b: other) is { IsNone: false } file && IsPreserved(before, one, file) =>
                Freezing,
            _ when CountsFlb(before, one) && CountsFlb(before, other) => Counting,
            (PreserveFd a, PreserveFd b) when IsOneFile(before, a.File, b.File) => Preserving,
            (RetrieveFd a, RetrieveFd b) when a.Token == b.Token && AreOne(before, a.Session, b.Session) => Retrieving,
            (FinishSession a, FinishSession b) when AreOne(before, a.Session, b.Session) => OneSession,
            (RetrieveFd a, FinishSession b) when AreOne(before, a.Session, b.Session) => OneSession,
            _ => Order,
        };

    private static Handle ChangesFile(Operation b) =>
        b switch
        {
            WriteFile write => write.Target,
            Truncate truncate => truncate.Target,
            Fallocate fallocate => fallocate.Target,
            AddSeals add => add.Target,
            _ => Handle.None,
        };

    /// <summary>Whether a closed session is one that holds a file.</summary>
    private static bool IsPreserved(ModelState before, Operation close, Handle file)
    {
        if (before.SessionOf(((Close)close).Target) is not { } session || before.MemoryFileOf(file) is not { } memory)
        {
            return false;
        }

        foreach (ModelFile held in session.Files)
        {
            if (before.OpenFile(held.OpenFileId)?.MemoryFileId == memory.Id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an operation takes or gives a reference to an FLB, itself or through the files of a session.</summary>
    private static bool CountsFlb(ModelState before, Operation operation) =>
        before.Kernel is { RegisteredFlbs.Count: > 0 }
        && operation switch
        {
            FlbReference => true,
            PreserveFd preserve => before.OpenFileOf(preserve.File) is { Scripted: not null },
            Close close => before.SessionOf(close.Target) is { } session && HasHandled(session),
            UnpreserveFd unpreserve => before.SessionOf(unpreserve.Session) is { } session && HasHandled(session),
            FinishSession finish => before.SessionOf(finish.Session) is { } session && HasHandled(session),
            _ => false,
        };

    private static bool HasHandled(ModelSession session)
    {
        foreach (ModelFile file in session.Files)
        {
            if (file.Handled is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreAlike(ByteString one, ByteString other) => one.UpToNul().Equals(other.UpToNul());

    private static ByteString? NameOf(ModelState state, Handle handle) => state.SessionOf(handle)?.Name;

    private static bool AreOne(ModelState state, Handle one, Handle other) =>
        one == other || (state.SessionOf(one) is { } session && session.Id == state.SessionOf(other)?.Id);

    private static bool IsOneFile(ModelState state, Handle one, Handle other) =>
        one == other || (state.MemoryFileOf(one) is { } file && file.Id == state.MemoryFileOf(other)?.Id);
}
