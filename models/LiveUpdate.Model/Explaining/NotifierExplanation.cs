using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers, and wrong traces of notifiers, where KHO has a finalize step.</summary>
internal static class NotifierExplanation
{
    private const string Finalize = "finalize";
    private const string Abort = "abort";

    /// <summary>The clause that <c>kho.finalize</c> or <c>kho.abort</c> breaks.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="op">The operation.</param>
    /// <param name="wanted">What was wanted.</param>
    /// <param name="got">What came.</param>
    public static ClauseId OfTrigger(ModelState state, Operation op, Outcome wanted, Outcome got)
    {
        TraceEntry[] want = Notifiers(wanted);
        TraceEntry[] have = Notifiers(got);
        ClauseId ofRefusal = op is KhoAbort ? Clauses.KhoFinal07 : Clauses.KhoFinal06;
        bool isUncalled = (!wanted.IsOk && want.Length == 0) || (!got.IsOk && have.Length == 0);
        if (!isUncalled && IsUnlike(want, have))
        {
            return OfChain(state, want, have, ofRefusal);
        }

        if (!isUncalled && want.Length > 0)
        {
            // All were told what they should be told, and nobody cared.
            return ofRefusal;
        }

        return state.Alternative!.Fate switch
        {
            FinalizeFate.Failed => Clauses.KhoFinal06,
            FinalizeFate.StillFinalized => Clauses.KhoFinal07,
            _ => Clauses.KhoFinal03,
        };
    }

    /// <summary>The clause of the chain that a reboot breaks, or <see langword="null"/> when the chain has nothing to do with it.</summary>
    public static ClauseId? OfReboot(Difference difference)
    {
        TraceEntry[] allWanted = Entries(difference.Wanted);
        TraceEntry[] allGot = Entries(difference.Got);
        TraceEntry[] want = [.. allWanted.Where(IsOfNotifier)];
        TraceEntry[] have = [.. allGot.Where(IsOfNotifier)];
        if (want.Length == 0 && have.Length == 0)
        {
            return null;
        }

        if (want.Length == 0 && difference.State is { IsLuoEnabled: true, LoadedImage: not ImageKind.Preserve })
        {
            // LUO calls a chain in which nobody should be.
            return Clauses.KhoFinal05;
        }

        if (want.Length == 0 || have.Length == 0)
        {
            return Clauses.KhoFinal08;
        }

        if (IsUnlike(want, have))
        {
            return OfChain(difference.State, want, have, Clauses.KhoFinal06);
        }

        // The chain is as it should be. Behind a refusal all that goes wrong is its rollback; else only when it was called can be.
        bool isRefused = want.Any(static entry => entry.Callback == Abort);
        bool isElsewhere = !IsUnlike(
            [.. allWanted.Where(static entry => !IsOfNotifier(entry))],
            [.. allGot.Where(static entry => !IsOfNotifier(entry))]
        );
        return isRefused || isElsewhere ? Clauses.KhoFinal08 : null;
    }

    private static TraceEntry[] Entries(Outcome outcome) =>
        outcome.TryGet(Field.Trace, out FieldValue trace) ? TraceEntry.Parse($"{trace.Bytes}") : [];

    private static TraceEntry[] Notifiers(Outcome outcome) => [.. Entries(outcome).Where(IsOfNotifier)];

    private static bool IsOfNotifier(TraceEntry entry) => entry.Callback is Finalize or Abort;

    private static bool IsUnlike(TraceEntry[] want, TraceEntry[] have) =>
        !want.Select(static entry => entry.Text)
            .SequenceEqual(have.Select(static entry => entry.Text), StringComparer.Ordinal);

    /// <summary>Others are called, or in another order; or the right ones, when they should not be any more.</summary>
    private static ClauseId OfChain(ModelState state, TraceEntry[] want, TraceEntry[] have, ClauseId ofRefusal)
    {
        if (IsOfFolio(state, want, have))
        {
            return Clauses.KhoFinal09;
        }

        string[] wanted = Owners(want, Finalize);
        string[] called = Owners(have, Finalize);
        int both = Math.Min(wanted.Length, called.Length);
        if (!wanted.Take(both).SequenceEqual(called.Take(both), StringComparer.Ordinal))
        {
            return Clauses.KhoFinal05;
        }

        bool isRefused = want.Any(static entry => IsFailed(entry)) || want.Any(static entry => entry.Callback == Abort);
        if (wanted.Length != called.Length)
        {
            return isRefused ? ofRefusal : Clauses.KhoFinal05;
        }

        string[] told = Owners(want, Abort);
        string[] off = Owners(have, Abort);
        both = Math.Min(told.Length, off.Length);
        bool isReordered = !told.Take(both).SequenceEqual(off.Take(both), StringComparer.Ordinal);
        return isReordered ? Clauses.KhoFinal05 : ofRefusal;
    }

    /// <summary>Whether the first callback that answers otherwise is one that could not do with its folio what it should.</summary>
    private static bool IsOfFolio(ModelState state, TraceEntry[] want, TraceEntry[] have)
    {
        int at = 0;
        while (at < want.Length && at < have.Length && want[at] == have[at])
        {
            at++;
        }

        if (at == want.Length || at == have.Length || IsFailed(want[at]) || !IsFailed(have[at]))
        {
            return false;
        }

        NotifierCallback callback = want[at].Callback == Abort ? NotifierCallback.Abort : NotifierCallback.Finalize;
        return want[at].Owner == have[at].Owner
            && want[at].Callback == have[at].Callback
            && state.Kernel?.Notifiers.FirstOrDefault(one => $"{one.Handle}" == want[at].Owner)?.ScriptOf(callback)
                is { Folio.IsNone: false };
    }

    private static bool IsFailed(TraceEntry entry) => entry.Rest.Contains(":E", StringComparison.Ordinal);

    private static string[] Owners(TraceEntry[] entries, string callback) =>
        [.. entries.Where(entry => entry.Callback == callback).Select(static entry => entry.Owner)];
}
