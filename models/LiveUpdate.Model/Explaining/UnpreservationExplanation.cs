using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers behind an UNPRESERVE_FD that had more to unpreserve than what it was asked for (LUO-ORDER-01).</summary>
internal static class UnpreservationExplanation
{
    /// <summary>The clause, or <see langword="null"/> when nothing speaks of a file that was left preserved.</summary>
    public static ClauseId? Of(Difference difference, Operation op)
    {
        ModelState state = difference.State;
        if (!state.Has(Differences.UnpreserveOrdered))
        {
            return null;
        }

        bool isLeft = op switch
        {
            PreserveFd or Ioctl { Command: IoctlFrame.PreserveFd } => difference
                is { Failed: true, Got.Errno: Errno.EBUSY or Errno.EEXIST }
                && IsBehind(state.OutgoingSessions),
            Truncate or WriteFile or Fallocate or AddSeals => difference.Failed && IsBehind(state.OutgoingSessions),
            RetrieveFd retrieve => difference.Wanted.Errno == Errno.ENOENT
                && state.SessionOf(retrieve.Session) is { } session
                && session.Premises.Has(SessionPremises.UnpreservedBeyond),
            Close or Die or Kexec or Contract.Reboot => IsBehind(state.OutgoingSessions) && HasMoreCalls(difference),
            _ => false,
        };
        return isLeft ? Clauses.LuoOrder01 : null;
    }

    private static bool IsBehind(ReadOnlySpan<ModelSession> sessions)
    {
        foreach (ModelSession session in sessions)
        {
            if (session.Premises.Has(SessionPremises.UnpreservedBeyond))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasMoreCalls(Difference difference) =>
        Calls(difference.Got).Except(Calls(difference.Wanted)).Any();

    private static IEnumerable<TraceEntry> Calls(Outcome outcome) =>
        outcome.TryGet(Field.Trace, out FieldValue trace) ? TraceEntry.Parse($"{trace.Bytes}") : [];
}
