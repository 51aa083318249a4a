using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Preserving and unpreserving: which pairs the tracker holds afterwards (kho 2).</summary>
internal static class KernelPreserveStep
{
    private const ulong PageSize = 4096;
    private const int MaxOrder = 10;

    /// <summary>Says what is allowed.</summary>
    public static void Step(ModelState state, Operation op, Expectation into)
    {
        switch (op)
        {
            case KhoPreserveFolio folio:
                if (Folio(state, folio.Target, into) is { } preserved)
                {
                    Preserve(state, preserved, [KeyOf(preserved)], Clauses.KhoPres01, into);
                }

                break;
            case KhoUnpreserveFolio folio:
                if (Folio(state, folio.Target, into) is { } unpreserved)
                {
                    Unpreserve(state, unpreserved, [KeyOf(unpreserved)], into);
                }

                break;
            case KhoPreservePages pages:
                if (Range(state, pages.Target, pages.At, pages.Count, into) is { } range)
                {
                    Preserve(
                        state,
                        range,
                        Cut(KernelMemoryStep.Of(state), range, pages.At, pages.Count),
                        Clauses.KhoPres02,
                        into
                    );
                }

                break;
            case KhoUnpreservePages pages:
                if (Range(state, pages.Target, pages.At, pages.Count, into) is { } former)
                {
                    Unpreserve(state, former, Cut(KernelMemoryStep.Of(state), former, pages.At, pages.Count), into);
                }

                break;
            case KhoAllocPreserve allocate:
                Allocate(state, allocate, into);
                break;
            case KhoUnpreserveFree free:
                Free(state, free, into);
                break;
            default:
                Look(state, into);
                break;
        }
    }

    /// <summary>The pair of a folio.</summary>
    public static ulong KeyOf(ProbeObject folio) => TrackerPairs.Key(folio.Frames[0].Start, folio.Order);

    /// <summary>The state when pairs are recorded, with the clause that a look at the tracker then shows.</summary>
    public static KernelMemory Recording(
        ModelState state,
        KernelMemory memory,
        ProbeObject target,
        IReadOnlyList<ulong> keys,
        ClauseId clause
    )
    {
        ulong[] again = [.. keys.Where(key => IsRecorded(memory, key))];
        bool isAgain = keys.Count > 0 && again.Length == keys.Count;
        bool isLate = state.LoadedImage == ImageKind.File;
        memory = memory with
        {
            Keys = TrackerPairs.With(memory.Keys, keys),
            Doubled = again.Length == 0 ? memory.Doubled : TrackerPairs.With(memory.Doubled, again),
        };
        return memory
            .Noting(isAgain ? Clauses.KhoPres03 : clause)
            .Replace(target with { PreservedAfterLoad = target.PreservedAfterLoad || isLate });
    }

    private static ProbeObject? Folio(ModelState state, Handle handle, Expectation into) =>
        KernelMemoryStep.Target(state, handle, isLive: true, into, ProbeObjectKind.Folio);

    private static ProbeObject? Range(ModelState state, Handle handle, ulong at, ulong count, Expectation into)
    {
        ProbeObject? target = KernelMemoryStep.Target(
            state,
            handle,
            isLive: true,
            into,
            ProbeObjectKind.Folio,
            ProbeObjectKind.Pages
        );
        if (target is not null && (at > target.PageCount || count > target.PageCount - at))
        {
            into.Refuse(Errno.ERANGE, state);
            return null;
        }

        return target;
    }

    /// <summary>The pairs that a range is recorded as; none when there is no such range.</summary>
    public static List<ulong> CutOf(KernelMemory memory, KhoPreservePages op)
    {
        foreach (ProbeObject one in memory.Objects)
        {
            if (one.Handle == op.Target && one.Frames.Count == 1 && op.At + op.Count <= one.Frames[0].Count)
            {
                return Cut(memory, one, op.At, op.Count);
            }
        }

        return [];
    }

    private static List<ulong> Cut(KernelMemory memory, ProbeObject target, ulong at, ulong count) =>
        memory.Cut(target.Frames[0].Start + at, count);

    private static bool IsRecorded(KernelMemory memory, ulong key) => Array.BinarySearch(memory.Keys, key) >= 0;

    private static void Preserve(
        ModelState state,
        ProbeObject target,
        List<ulong> keys,
        ClauseId clause,
        Expectation into
    )
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        if (!state.IsKhoEnabled && keys.Count > 0)
        {
            into.Exercise(Clauses.KhoPres10);
            into.Refuse(Errno.EINVAL, KernelMemoryStep.With(state, memory.Noting(Clauses.KhoPres10)));
            return;
        }

        if (keys.Count == 0)
        {
            into.Exercise(clause);
        }
        else if (FinalizedSet.RefusesAdding(state, into))
        {
            return;
        }

        into.Allow(Outcome.Ok, KernelMemoryStep.With(state, Recording(state, memory, target, keys, clause)));
    }

    private static void Unpreserve(ModelState state, ProbeObject target, List<ulong> keys, Expectation into)
    {
        if (keys.Count > 0 && FinalizedSet.RefusesTaking(state, into))
        {
            return;
        }

        KernelMemory memory = Taking(KernelMemoryStep.Of(state), target, keys, null);
        if (memory.Changes!.Clause == Clauses.KhoPres06)
        {
            into.Exercise(Clauses.KhoPres06);
        }

        into.Allow(Outcome.Ok, KernelMemoryStep.With(state, memory));
    }

    /// <summary>The probe's knowledge when pairs are taken out.</summary>
    /// <param name="memory">What it was before.</param>
    /// <param name="target">The object in which they lie.</param>
    /// <param name="keys">The pairs.</param>
    /// <param name="by">The clause by which that happens, or <see langword="null"/> for what the tracker itself says of it.</param>
    public static KernelMemory Taking(KernelMemory memory, ProbeObject target, IReadOnlyList<ulong> keys, ClauseId? by)
    {
        ulong[] found = [.. keys.Where(key => IsRecorded(memory, key))];
        ulong[] left = TrackerPairs.Without(memory.Keys, keys);
        bool sharesPages = left.Any(other =>
            keys.Any(key => KernelMemory.RunOf(key).Overlaps(KernelMemory.RunOf(other)))
        );
        ClauseId clause =
            found.Length == 0 && !sharesPages ? Clauses.KhoPres06
            : sharesPages ? Clauses.KhoPres05
            : found.Any(key => Array.BinarySearch(memory.Doubled, key) >= 0) ? Clauses.KhoPres03
            : Clauses.KhoPres04;
        memory = memory with { Keys = left, Doubled = TrackerPairs.Without(memory.Doubled, keys) };
        return memory
            .Noting(by ?? clause)
            .Replace(
                target with
                {
                    WasUnpreserved = target.WasUnpreserved || found.Length > 0,
                    WasPartlyUnpreserved = target.WasPartlyUnpreserved || sharesPages,
                }
            );
    }

    private static void Allocate(ModelState state, KhoAllocPreserve op, Expectation into)
    {
        into.Exercise(Clauses.KhoPres08);
        ulong pages = op.Size / PageSize + (op.Size % PageSize == 0 ? 0UL : 1);
        if (pages is 0 or > 1UL << MaxOrder)
        {
            into.Refuse(pages == 0 ? Errno.EINVAL : Errno.E2BIG, state);
            return;
        }

        if (!state.IsKhoEnabled)
        {
            into.Exercise(Clauses.KhoPres10);
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if (FinalizedSet.RefusesAdding(state, into))
        {
            return;
        }

        int order = KernelMemoryStep.OrderOf(pages);
        KernelMemoryStep.AllowFrames(
            state,
            [],
            1UL << order,
            order,
            isOneRun: true,
            (memory, frames) =>
            {
                var folio = new ProbeObject
                {
                    Handle = op.Result,
                    Kind = ProbeObjectKind.Folio,
                    Frames = frames,
                    PageCount = 1UL << order,
                    Order = order,
                    WasAllocatedPreserved = true,
                };
                return Recording(state, memory.With(folio), folio, [KeyOf(folio)], Clauses.KhoPres08);
            },
            into
        );
    }

    private static void Free(ModelState state, KhoUnpreserveFree op, Expectation into)
    {
        if (op.Memory.IsNone)
        {
            into.Exercise(Clauses.KhoPres09);
            into.Allow(Outcome.Ok, KernelMemoryStep.With(state, KernelMemoryStep.Of(state).Noting(Clauses.KhoPres09)));
            return;
        }

        if (Folio(state, op.Memory, into) is not { } target)
        {
            return;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
        ulong own = KeyOf(target);
        if (
            memory.Keys.Any(key => key != own && target.Touches(KernelMemory.RunOf(key)))
            || KernelMemoryStep.IsBlob(memory, target)
        )
        {
            into.Refuse(Errno.EBUSY, state);
            return;
        }

        if (FinalizedSet.RefusesTaking(state, into))
        {
            return;
        }

        memory = memory with
        {
            Keys = TrackerPairs.Without(memory.Keys, [own]),
            Doubled = TrackerPairs.Without(memory.Doubled, [own]),
        };
        into.Allow(Outcome.Ok, KernelMemoryStep.With(state, memory.Noting(Clauses.KhoPres04).Without(op.Memory)));
        KernelMemoryStep.AllowPerhapsBlob(state, target, into);
    }

    /// <summary>The walk of the tracker, as far as it is the probe's.</summary>
    private static void Look(ModelState state, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        if (memory.HasOpen)
        {
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        into.Exercise(Clauses.KhoRadix01);
        if (memory.Keys.Length > 1)
        {
            into.Exercise(Clauses.KhoRadix04);
        }

        for (TrackerChange? change = memory.Changes; change is not null; change = change.Before)
        {
            into.Exercise(change.Clause);
        }

        into.Allow(
            Outcome.Success(
                new FieldValue(Field.Count, (ulong)memory.Keys.Length),
                new FieldValue(Field.Keys, KeyList.Print(memory.Keys))
            ),
            state.KernelMemory is null
                ? state
                : KernelMemoryStep.With(
                    state,
                    memory with
                    {
                        Changes = memory.Changes is { } last ? new TrackerChange(last.Clause, null) : null,
                    }
                )
        );
    }
}
