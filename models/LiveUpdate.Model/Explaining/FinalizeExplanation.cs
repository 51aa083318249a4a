using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers of the probe in the kernel where KHO has a finalize step.</summary>
internal static class FinalizeExplanation
{
    /// <summary>The clause of the finalize step that is broken, or <see langword="null"/> when it has nothing to do with it.</summary>
    /// <param name="state">The state before the operation.</param>
    /// <param name="op">The operation.</param>
    /// <param name="wanted">What was wanted.</param>
    /// <param name="got">What came.</param>
    public static ClauseId? Of(ModelState state, Operation op, Outcome wanted, Outcome got)
    {
        if (!state.Has(Differences.FinalizeStep) || state.Alternative is not { } alternative)
        {
            return null;
        }

        bool isBusy = wanted.Errno == Errno.EBUSY || got.Errno == Errno.EBUSY;
        bool allocates = op is KhoFolio or KhoPages or KhoVmalloc or KhoAllocPreserve or KhoPreserveVmalloc or KhoGrow;
        return allocates && IsOfCallback(KernelMemoryStep.Of(state), got) ? Clauses.KhoFinal09
            : isBusy && Changes(op) is { } clause ? OfChange(alternative, wanted, clause)
            : state.BootNumber > 0 && IsArrival(op) ? OfArrival(state, op, wanted, got)
            : null;
    }

    /// <summary>Whether new memory is what a notifier has preserved.</summary>
    private static bool IsOfCallback(KernelMemory memory, Outcome got) =>
        memory.Objects.Any(static one => one is { PreservedInCallback: true, IsLive: false })
        && (got.TryGet(Field.Frames, out FieldValue value) || got.TryGet(Field.Chunks, out value))
        && value.Bytes is { } text
        && FrameList.TryParse(text, out FrameRun[] frames)
        && frames.Any(run =>
            memory.Objects.Any(one => one is { PreservedInCallback: true, IsLive: false } && one.Touches(run))
        );

    /// <summary>An object that can or cannot be handed over.</summary>
    public static ClauseId OfPut(AlternativeState alternative, Outcome wanted) =>
        OfChange(alternative, wanted, Clauses.KhoFinal01);

    /// <summary>An object that is or is not there behind a jump.</summary>
    public static ClauseId OfTake(AlternativeState alternative) => OfHandover(alternative);

    private static ClauseId? Changes(Operation op) =>
        op switch
        {
            KhoPreserveFolio
            or KhoPreservePages
            or KhoPreserveVmalloc
            or KhoAllocPreserve
            or KhoAddSubtree
            or KhoGrow => Clauses.KhoFinal01,
            KhoUnpreserveFolio
            or KhoUnpreservePages
            or KhoUnpreserveVmalloc
            or KhoUnpreserveFree
            or KhoRemoveSubtree
            or KhoShrink
            or KhoFree => Clauses.KhoFinal04,
            _ => null,
        };

    /// <summary>The set is closed where it should be open, or the other way round: the last that happened to it tells why.</summary>
    private static ClauseId OfChange(AlternativeState alternative, Outcome wanted, ClauseId clause) =>
        alternative.Fate switch
        {
            FinalizeFate.Failed when wanted.Errno != Errno.EBUSY => Clauses.KhoFinal06,
            FinalizeFate.StillFinalized when wanted.Errno == Errno.EBUSY => Clauses.KhoFinal07,
            _ => clause,
        };

    private static bool IsArrival(Operation op) =>
        op
            is KhoState
                or KhoRestoreFolio
                or KhoRestorePages
                or KhoRestoreVmalloc
                or KhoRestoreBlocks
                or KhoRetrieveSubtree;

    private static ClauseId? OfArrival(ModelState state, Operation op, Outcome wanted, Outcome got)
    {
        AlternativeState alternative = state.Alternative!;
        if (TargetOf(state, op) is { } target && wanted.IsOk != got.IsOk)
        {
            // What a notifier did with it counts more than who finalized.
            bool isLost = wanted.IsOk ? target.PreservedInCallback : target.UnpreservedInCallback;
            if (isLost)
            {
                return Clauses.KhoFinal09;
            }
        }

        bool isThere = op is KhoState ? IsIncoming(wanted) : wanted.IsOk;
        bool isSeen = op is KhoState ? IsIncoming(got) : got.IsOk;
        return alternative.FateBefore is not null && isThere != isSeen ? OfHandover(alternative) : null;
    }

    private static ProbeObject? TargetOf(ModelState state, Operation op) =>
        op switch
        {
            KhoRestoreFolio folio => KernelMemoryStep.Of(state).Find(folio.Target),
            KhoRestorePages pages => KernelMemoryStep.Of(state).Find(pages.Target),
            _ => null,
        };

    private static bool IsIncoming(Outcome state) =>
        state.TryGet(Field.Incoming, out FieldValue incoming) && incoming.Number == 1;

    private static ClauseId OfHandover(AlternativeState alternative) =>
        alternative.FateBefore switch
        {
            FinalizeFate.Failed => Clauses.KhoFinal06,
            FinalizeFate.StillFinalized => Clauses.KhoFinal07,
            _ => Clauses.KhoFinal02,
        };
}
