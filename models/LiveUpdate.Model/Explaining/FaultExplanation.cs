using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers of a kernel in which an injected fault has hit, where what it left behind is to blame.</summary>
internal static class FaultExplanation
{
    /// <summary>The clause, or none when the fault has nothing to do with it.</summary>
    public static ClauseId Of(Difference difference, Operation op) =>
        op switch
        {
            OpenDevice when difference.State.IsDeserializationFailed => Clauses.LuoDev04,
            PreserveFd preserve when difference.Got.IsInjected && difference.State.Faults!.IsPending => OfRollback(
                difference.State,
                preserve.File
            ),
            RetrieveFd retrieve => OfRetrieve(difference, retrieve.Session, retrieve.Token),
            Ioctl { Command: IoctlFrame.RetrieveFd } ioctl => OfRetrieve(
                difference,
                ioctl.Target,
                IoctlFrame.Token(ioctl)
            ),
            RetrieveSession retrieve => OfSession(difference, retrieve.Name),
            Ioctl { Command: IoctlFrame.RetrieveSession } ioctl => OfSession(difference, IoctlFrame.Name(ioctl)),
            KhoKeys or KhoPreserveFolio or KhoPreservePages => OfTracker(difference.State.Faults!.Traces),
            ReadFile read => OfContents(difference, read.Target),
            Stat stat => OfContents(difference, stat.Target),
            Seek seek => OfContents(difference, seek.Target),
            _ => ClauseId.None,
        };

    /// <summary>The callbacks of a preserve that ran out of memory are not those of any place where it can.</summary>
    private static ClauseId OfRollback(ModelState state, Handle file) =>
        state.OpenFileOf(file) is not { Scripted: { } scripted } || state.Kernel is not { } kernel ? ClauseId.None
        : kernel.Handlers.Any(handler => (handler.Kinds >> (int)scripted.Kind & 1) != 0 && handler.Flbs.Count > 0)
            ? Clauses.LuoFlb02
        : Clauses.LuoFile31;

    /// <summary>A file whose retrieve has failed is answered for in another way than then.</summary>
    private static ClauseId OfRetrieve(Difference difference, Handle handle, ulong token)
    {
        if (difference.State.SessionOf(handle) is not { IsIncoming: true } session)
        {
            return ClauseId.None;
        }

        ModelFile? file = Array.Find(session.FileArray, file => file.Token == token);
        if (file is not null && file.RetrieveError != Errno.None)
        {
            return Clauses.LuoFile09;
        }

        // The fault itself was answered for in a way that nothing allows.
        return difference.Got.IsInjected && difference.State.Faults!.IsPending ? Clauses.Memfd14 : ClauseId.None;
    }

    /// <summary>The tracker is not what it was before a preserve that failed.</summary>
    private static ClauseId OfTracker(FaultTraces traces)
    {
        if (traces.HasFlag(FaultTraces.Range))
        {
            return Clauses.KhoPres07;
        }

        return traces.HasFlag(FaultTraces.Node) ? Clauses.KhoRadix07 : ClauseId.None;
    }

    private static ClauseId OfSession(Difference difference, ByteString name) =>
        difference.Failed
        && difference.State.FindIncoming(name.UpToNul()) is { } session
        && session.Premises.Has(SessionPremises.RetrieveFailed)
            ? Clauses.LuoSess13
            : OfHandover(difference);

    /// <summary>What came in is not there, and the tracker that described it had run out of memory.</summary>
    private static ClauseId OfHandover(Difference difference) =>
        difference.Failed
        && difference.State.BootNumber > 0
        && difference.State.Faults!.Traces.HasFlag(FaultTraces.Node)
            ? Clauses.KhoRadix07
            : ClauseId.None;

    private static ClauseId OfContents(Difference difference, Handle handle) =>
        difference.State.MemoryFileOf(handle) is { } file && file.Premises.Has(FilePremises.RetrievedDespiteFault)
            ? Clauses.Memfd14
            : ClauseId.None;
}
