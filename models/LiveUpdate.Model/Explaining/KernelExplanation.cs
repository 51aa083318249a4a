using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers, and wrong traces of callbacks, where handlers and FLBs are registered.</summary>
internal static class KernelExplanation
{
    private const ulong FinishCommand = 0xba42;

    /// <summary>The clause that is broken, or none when it has nothing to do with handlers and FLBs.</summary>
    public static ClauseId Of(Difference difference, Operation op)
    {
        switch (op)
        {
            case RegisterHandler or UnregisterHandler:
                return Clauses.LuoFile17;
            case RegisterFlb or LinkFlb or UnregisterFlb:
                return Clauses.LuoFlb07;
            case ListIncoming list:
                return OfList(difference, list);
            case GetHandlerValue:
                return Clauses.LuoFile32;
        }

        if (OfTrace(difference, op) is var traced && traced != ClauseId.None)
        {
            return traced;
        }

        return op switch
        {
            FlbReference reference => OfReference(difference, reference),
            PreserveFd preserve when difference.State.OpenFileOf(preserve.File) is { Scripted: not null } open =>
                OfPreserve(difference, preserve, open),
            RetrieveFd retrieve => OfRetrieve(difference, retrieve),
            FinishSession finish => OfFinish(difference, finish),
            RetrieveSession retrieve => OfSession(difference, retrieve),
            OpenDevice => OfOpen(difference),
            Contract.Reboot or Kexec => OfReboot(difference),
            _ => ClauseId.None,
        };
    }

    /// <summary>A list in which only data is wrong tells more of the data than of the list.</summary>
    private static ClauseId OfList(Difference difference, ListIncoming op)
    {
        if (
            !difference.Wanted.TryGet(Field.Files, out FieldValue wanted)
            || !difference.Got.TryGet(Field.Files, out FieldValue got)
            || !FilesOf(wanted).SequenceEqual(FilesOf(got), StringComparer.Ordinal)
        )
        {
            return Clauses.LuoFile29;
        }

        ByteString? compatible = difference.State.Kernel?.Handler(op.Handler)?.Compatible;
        foreach (ModelSession session in difference.State.IncomingSessions)
        {
            if (
                Array.Exists(
                    session.FileArray,
                    file => file.Handled is { FreezeSpoke: true } handled && handled.Compatible.Equals(compatible)
                )
            )
            {
                return Clauses.LuoReboot07;
            }
        }

        return Clauses.LuoFile32;
    }

    private static IEnumerable<string> FilesOf(FieldValue list) =>
        $"{list.Bytes}".Split(',').Select(static file => file[..Math.Max(0, file.LastIndexOf('/'))]);

    private static ClauseId OfReference(Difference difference, FlbReference op)
    {
        ModelFlb? flb = difference.State.Kernel?.Flb(op.Flb);
        bool isIncoming = op.Verb is Verb.FlbGetIncoming or Verb.FlbPutIncoming;
        if (flb is null || !isIncoming)
        {
            return Clauses.LuoFlb06;
        }

        if (flb.IsFinished)
        {
            return Clauses.LuoFlb06;
        }

        return flb.IsRetrieved || flb.RetrieveError != Errno.None ? Clauses.LuoFlb04 : Clauses.LuoFlb06;
    }

    private static ClauseId OfPreserve(Difference difference, PreserveFd op, OpenFile open)
    {
        if (difference.State.SessionOf(op.Session) is not { IsIncoming: false } session)
        {
            return ClauseId.None;
        }

        bool isTokenTaken = Array.Exists(session.FileArray, file => file.Token == op.Token);
        if (isTokenTaken)
        {
            return difference.Succeeded ? Clauses.LuoFile02 : Clauses.LuoFile01;
        }

        if (difference.Wanted.Errno == Errno.EBUSY)
        {
            return open.IsHeldBySession && open.Scripted!.Object == 0 && !IsPreserved(difference.State, open)
                ? Clauses.LuoFile13
                : Clauses.LuoFile03;
        }

        if (difference.Got.Errno is Errno.EEXIST or Errno.EBUSY)
        {
            ClauseId reboot = difference.OfReboots();
            return reboot != ClauseId.None ? reboot
                : session.Premises.Has(SessionPremises.PreserveFailed) ? Clauses.LuoFile04
                : Clauses.LuoFile03;
        }

        if (difference.Got.Errno == Errno.EINVAL && op.Token is 0 or > uint.MaxValue)
        {
            return Clauses.LuoFile02;
        }

        return difference.Wanted.IsOk ? Clauses.LuoFile16 : Clauses.LuoFile04;
    }

    private static bool IsPreserved(ModelState state, OpenFile open)
    {
        foreach (ModelSession session in state.OutgoingSessions)
        {
            if (Array.Exists(session.FileArray, file => file.OpenFileId == open.Id))
            {
                return true;
            }
        }

        return false;
    }

    private static ClauseId OfRetrieve(Difference difference, RetrieveFd op)
    {
        if (FileOf(difference.State, op) is not (var session, { Handled: { } handled } file))
        {
            return ClauseId.None;
        }

        if (handled.Failed != Errno.None)
        {
            return Clauses.LuoFile09;
        }

        if (session.Premises.Has(SessionPremises.RebootFailed))
        {
            return Clauses.LuoReboot03;
        }

        return file.OpenFileId != 0 ? Clauses.LuoFile08 : Clauses.LuoFile06;
    }

    private static ClauseId OfFinish(Difference difference, FinishSession op)
    {
        if (difference.State.SessionOf(op.Session) is not { IsIncoming: true } session || op.Reserved != 0)
        {
            return ClauseId.None;
        }

        bool mayRefuse = Array.Exists(session.FileArray, static file => file.Handled is not null);
        return mayRefuse ? Clauses.LuoFile12 : ClauseId.None;
    }

    private static ClauseId OfSession(Difference difference, RetrieveSession op)
    {
        ModelSession? session = difference.State.FindIncoming(op.Name.UpToNul());
        return session is { IsRetrieved: false } && session.Premises.Has(SessionPremises.RebootFailed)
            ? Clauses.LuoReboot03
            : ClauseId.None;
    }

    private static ClauseId OfOpen(Difference difference) =>
        difference.Wanted.Errno == Errno.EIO || difference.Got.Errno == Errno.EIO ? Clauses.LuoFile16 : ClauseId.None;

    private static ClauseId OfReboot(Difference difference)
    {
        bool hasFrozen = TraceOf(difference.Wanted).Length > 0;
        if (!difference.Wanted.IsOk && hasFrozen)
        {
            return Clauses.LuoReboot02;
        }

        return difference.State.Premises.Has(StatePremises.RebootFailed) ? Clauses.LuoReboot03 : ClauseId.None;
    }

    /// <summary>The clause of the first callback that is not as it should be.</summary>
    private static ClauseId OfTrace(Difference difference, Operation op)
    {
        string wanted = TraceOf(difference.Wanted);
        string got = TraceOf(difference.Got);
        if (wanted == got || difference.State.Kernel is null)
        {
            return ClauseId.None;
        }

        TraceEntry[] want = TraceEntry.Parse(wanted);
        TraceEntry[] have = TraceEntry.Parse(got);
        if (have.Length == 0 && difference.Got.Errno != difference.Wanted.Errno)
        {
            // It was refused before any callback could be called.
            return ClauseId.None;
        }

        if (have.Length == 0 && IsPreserving(op) && difference.OfReboots() is var reboot && reboot != ClauseId.None)
        {
            return reboot;
        }

        int at = 0;
        while (at < want.Length && at < have.Length && want[at] == have[at])
        {
            at++;
        }

        TraceEntry? right = at < want.Length ? want[at] : null;
        TraceEntry? wrong = at < have.Length ? have[at] : null;
        bool isReordered = want.Select(static entry => entry.Text)
            .Order(StringComparer.Ordinal)
            .SequenceEqual(have.Select(static entry => entry.Text).Order(StringComparer.Ordinal));
        if (isReordered)
        {
            return OfOrder(difference, right!, wrong!);
        }

        // An entry that is missing is followed by what stands behind it; blame the one that is not there at all.
        TraceEntry blamed =
            right is not null && !have.Contains(right) ? right
            : wrong is not null && !want.Contains(wrong) ? wrong
            : Surplus(want, have) ?? right ?? wrong!;
        return OfEntry(difference, op, blamed, right, wrong, want.Length, have.Length);
    }

    private static string TraceOf(Outcome outcome) =>
        outcome.TryGet(Field.Trace, out FieldValue trace) ? $"{trace.Bytes}" : string.Empty;

    /// <summary>The first entry that occurs more often on one side than on the other.</summary>
    private static TraceEntry? Surplus(TraceEntry[] want, TraceEntry[] have) =>
        have.Concat(want)
            .FirstOrDefault(entry => want.Count(other => other == entry) != have.Count(other => other == entry));

    private static ClauseId OfOrder(Difference difference, TraceEntry right, TraceEntry wrong)
    {
        bool isFlb = IsFlb(difference, right);
        bool isOtherFlb = IsFlb(difference, wrong);
        if (isFlb && isOtherFlb)
        {
            return right.Callback is "finish" or "retrieve" && wrong.Callback is "finish" or "retrieve"
                ? Clauses.LuoFlb05
                : Clauses.LuoFlb02;
        }

        if (isFlb || isOtherFlb)
        {
            string callback = isFlb ? right.Callback : wrong.Callback;
            return callback is "finish" or "retrieve" ? Clauses.LuoFlb05 : Clauses.LuoFlb01;
        }

        return right.Callback switch
        {
            "unfreeze" => Clauses.LuoReboot02,
            "can_preserve" => Clauses.LuoFile16,
            "freeze" when wrong.Callback == "unfreeze" => Clauses.LuoReboot02,
            "can_finish" when wrong.Callback == "finish" => Clauses.LuoFile12,
            "finish" when wrong.Callback == "can_finish" => Clauses.LuoFile12,
            "preserve" or "is_preserved" or "ask" => Clauses.LuoFile31,
            _ => Clauses.LuoFile14,
        };
    }

    private static ClauseId OfEntry(
        Difference difference,
        Operation op,
        TraceEntry blamed,
        TraceEntry? right,
        TraceEntry? wrong,
        int want,
        int have
    )
    {
        if (IsFlb(difference, blamed))
        {
            return blamed.Callback switch
            {
                "retrieve" => OfFlbRetrieve(difference, op, blamed),
                "finish" => Clauses.LuoFlb05,
                _ => IsPreserving(op) && !difference.Wanted.IsOk && !IsCounted(difference, blamed)
                    ? Clauses.LuoFlb02
                    : Clauses.LuoFlb01,
            };
        }

        bool sameCallback =
            right is not null && wrong is not null && right.Callback == wrong.Callback && right.Owner == wrong.Owner;
        if (
            right is not null
            && wrong is not null
            && right.Callback == wrong.Callback
            && right.File != wrong.File
            && !IsFlb(difference, right)
            && !IsFlb(difference, wrong)
        )
        {
            // Another file has its turn.
            switch (right.Callback)
            {
                case "unpreserve" or "freeze":
                    return Clauses.LuoFile14;
                case "can_finish" or "finish":
                    return IsRefused(difference) ? Clauses.LuoFile12 : Clauses.LuoFile14;
                case "unfreeze":
                    return Clauses.LuoReboot02;
            }
        }

        return blamed.Callback switch
        {
            "can_preserve" => Clauses.LuoFile16,
            "preserve" when right is not null && wrong is not null && right.Owner != wrong.Owner => Clauses.LuoFile16,
            "preserve" or "unpreserve" => sameCallback ? OfData(difference) : OfUnpreserve(difference, op),
            "freeze" => sameCallback ? OfData(difference) : OfFreeze(difference),
            "unfreeze" => sameCallback && want == have ? Clauses.LuoReboot07 : Clauses.LuoReboot02,
            "retrieve" => OfRetrieveCall(difference, op, sameCallback, right),
            "can_finish" => OfStatus(difference, right, Clauses.LuoFile12),
            "finish" when IsRefused(difference) => Clauses.LuoFile12,
            "finish" => OfStatus(difference, right, OfMissingFinish(op)),
            "is_preserved" => Clauses.LuoFile30,
            "ask" => Clauses.LuoFlb06,
            _ => ClauseId.None,
        };
    }

    /// <summary>Whether a handler has said that its file cannot be finished.</summary>
    private static bool IsRefused(Difference difference) =>
        TraceEntry
            .Parse(TraceOf(difference.Wanted))
            .Any(static entry => entry.Callback == "can_finish" && entry.Rest.EndsWith(":0", StringComparison.Ordinal));

    /// <summary>Whether something depended on an FLB before.</summary>
    private static bool IsCounted(Difference difference, TraceEntry entry) =>
        difference.State.Kernel!.Flbs.FirstOrDefault(flb => $"{flb.Handle}" == entry.Owner) is { OutgoingCount: > 0 };

    private static bool IsPreserving(Operation op) => op is PreserveFd or Ioctl;

    private static ClauseId OfUnpreserve(Difference difference, Operation op) =>
        IsPreserving(op) && difference.Wanted.IsOk && difference.Got.IsOk ? Clauses.LuoFile16 : Clauses.LuoFile31;

    /// <summary>A retrieve that runs again, late, or for nothing; or the first part of an end that is not due, or of one that is missing.</summary>
    private static ClauseId OfFlbRetrieve(Difference difference, Operation op, TraceEntry blamed)
    {
        ModelFlb flb = difference.State.Kernel!.Flbs.First(flb => $"{flb.Handle}" == blamed.Owner);
        return flb.IsFinished ? Clauses.LuoFlb06
            : IsOfEnd(difference, op, flb) ? Clauses.LuoFlb05
            : Clauses.LuoFlb04;
    }

    /// <summary>
    /// Whether an FLB that nobody asked for is retrieved because it is to be finished, on one side only: the other does
    /// nothing with it.
    /// </summary>
    private static bool IsOfEnd(Difference difference, Operation op, ModelFlb flb) =>
        op is FinishSession or Close or Die or Ioctl { Command: FinishCommand } or { Verb: Verb.FlbPutIncoming }
        && !flb.IsRetrieved
        && flb.RetrieveError == Errno.None
        && IsCalled(difference.Wanted, flb) != IsCalled(difference.Got, flb);

    private static bool IsCalled(Outcome outcome, ModelFlb flb) =>
        TraceEntry.Parse(TraceOf(outcome)).Any(entry => entry.Owner == $"{flb.Handle}");

    private static ClauseId OfData(Difference difference) =>
        HasFreezeSpoken(difference.State) ? Clauses.LuoReboot07 : Clauses.LuoFile32;

    private static ClauseId OfFreeze(Difference difference) =>
        difference.State.Premises.Has(StatePremises.RebootFailed) ? Clauses.LuoReboot03 : Clauses.LuoFile14;

    private static bool HasFreezeSpoken(ModelState state)
    {
        foreach (ModelSession session in state.OutgoingSessions)
        {
            if (Array.Exists(session.FileArray, static file => file.Handled is { FreezeSpoke: true }))
            {
                return true;
            }
        }

        return false;
    }

    private static ClauseId OfRetrieveCall(Difference difference, Operation op, bool sameCallback, TraceEntry? right)
    {
        if (
            op is not RetrieveFd retrieve
            || FileOf(difference.State, retrieve) is not (_, { Handled: { } handled } file)
        )
        {
            return right is null ? Clauses.LuoFile10 : Clauses.LuoFile06;
        }

        if (handled.Failed != Errno.None)
        {
            return Clauses.LuoFile09;
        }

        if (file.OpenFileId != 0)
        {
            return Clauses.LuoFile08;
        }

        return !sameCallback ? Clauses.LuoFile16
            : handled.FreezeSpoke ? Clauses.LuoReboot07
            : Clauses.LuoFile32;
    }

    /// <summary>A callback at the end that is told the wrong state of its file: a failed retrieve has been forgotten.</summary>
    private static ClauseId OfStatus(Difference difference, TraceEntry? right, ClauseId otherwise)
    {
        _ = difference;
        return right is not null && right.Rest.StartsWith("(E", StringComparison.Ordinal)
            ? Clauses.LuoFile09
            : otherwise;
    }

    private static ClauseId OfMissingFinish(Operation op) => op is Close or Die ? Clauses.LuoSess12 : Clauses.LuoFile14;

    private static bool IsFlb(Difference difference, TraceEntry entry) =>
        difference.State.Kernel!.Flbs.Any(flb => $"{flb.Handle}" == entry.Owner);

    private static (ModelSession Session, ModelFile File)? FileOf(ModelState state, RetrieveFd op)
    {
        if (state.SessionOf(op.Session) is not { IsIncoming: true } session)
        {
            return null;
        }

        ModelFile? file = Array.Find(session.FileArray, file => file.Token == op.Token);
        return file is null ? null : (session, file);
    }
}
