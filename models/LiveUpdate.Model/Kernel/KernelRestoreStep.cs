using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Restoring folios and pages by their address (kho 3).</summary>
internal static class KernelRestoreStep
{
    private const ulong PageSize = 4096;

    /// <summary>Says what is allowed.</summary>
    public static void Step(ModelState state, Operation op, Expectation into)
    {
        switch (op)
        {
            case KhoRestoreFolio folio:
                if (Target(state, folio.Target, folio.At, 1, into) is { } one)
                {
                    RestoreFolio(state, folio, one, into);
                }

                break;
            case KhoRestorePages pages:
                if (Target(state, pages.Target, pages.At, pages.Count, into) is { } range)
                {
                    RestorePages(state, pages, range, into);
                }

                break;
            default:
                Free(state, ((KhoRestoreFree)op).Memory, into);
                break;
        }
    }

    private static ProbeObject? Target(ModelState state, Handle handle, ulong at, ulong count, Expectation into)
    {
        ProbeObject? target = KernelMemoryStep.Target(
            state,
            handle,
            isLive: false,
            into,
            ProbeObjectKind.Folio,
            ProbeObjectKind.Pages,
            ProbeObjectKind.Address
        );
        if (target is not null && (at >= target.PageCount || count > target.PageCount - at))
        {
            into.Refuse(Errno.ERANGE, state);
            return null;
        }

        return target;
    }

    private static void RestoreFolio(ModelState state, KhoRestoreFolio op, ProbeObject target, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        ulong frame = target.FrameAt(op.At);
        HandedOverBlock? block = memory.Incoming.FirstOrDefault(one => one.Run.Start == frame);
        if (block is null)
        {
            Refuse(state, target, frame, into);
            return;
        }

        if (block.IsOpen)
        {
            AllowAnything(state, op.Result, into);
            return;
        }

        ExerciseRestored(state, target, block, into);
        var folio = new ProbeObject
        {
            Handle = op.Result,
            Kind = ProbeObjectKind.Folio,
            Frames = [block.Run],
            PageCount = block.Run.Count,
            Order = block.Order,
            Contents = block.Contents.Slice(block.Offset, block.Offset + block.Run.Count * PageSize),
            IsRestored = true,
        };
        into.Allow(
            Outcome.Success(
                new FieldValue(Field.Frames, FrameList.Print([block.Run])),
                new FieldValue(Field.Order, (ulong)block.Order),
                new FieldValue(Field.Refs, 1),
                new FieldValue(Field.Tails, 0)
            ),
            KernelMemoryStep.With(state, Taking(memory, [block]).With(folio))
        );
    }

    private static void RestorePages(ModelState state, KhoRestorePages op, ProbeObject target, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        ulong frame = target.FrameAt(op.At);
        List<ulong> wanted = memory.Cut(frame, op.Count);
        if (memory.Incoming.All(one => one.Run.Start != frame))
        {
            Refuse(state, target, frame, into);
            return;
        }

        HandedOverBlock[] blocks = Matching(memory, wanted);
        if (blocks.Length != wanted.Count)
        {
            // Another cut than that of the preserving: how far it goes and what it gives is left open.
            AllowAnything(state, op.Result, into);
            return;
        }

        ExerciseRestored(state, target, blocks[0], into);
        HandedOverBlock first = blocks[0];
        var pages = new ProbeObject
        {
            Handle = op.Result,
            Kind = ProbeObjectKind.Pages,
            Frames = [new FrameRun(frame, op.Count)],
            PageCount = op.Count,
            Contents = first.Contents.Slice(first.Offset, first.Offset + op.Count * PageSize),
            IsRestored = true,
        };
        into.Allow(
            Outcome.Success(
                new FieldValue(Field.Frames, FrameList.Print([new FrameRun(frame, op.Count)])),
                new FieldValue(Field.Refs, 1),
                new FieldValue(Field.Tails, op.Count - 1)
            ),
            KernelMemoryStep.With(state, Taking(memory, blocks).With(pages))
        );
    }

    /// <summary>The blocks of exactly these pairs, neighbours in one object; fewer when they are not all there.</summary>
    private static HandedOverBlock[] Matching(KernelMemory memory, List<ulong> wanted)
    {
        var blocks = new List<HandedOverBlock>();
        foreach (ulong key in wanted)
        {
            HandedOverBlock? block = memory.Incoming.FirstOrDefault(one =>
                !one.IsOpen && TrackerPairs.Key(one.Run.Start, one.Order) == key
            );
            if (block is null || (blocks.Count > 0 && !ReferenceEquals(block.Contents, blocks[0].Contents)))
            {
                break;
            }

            blocks.Add(block);
        }

        return [.. blocks];
    }

    private static KernelMemory Taking(KernelMemory memory, IReadOnlyList<HandedOverBlock> blocks) =>
        memory with
        {
            Incoming = [.. memory.Incoming.Where(one => !blocks.Contains(one))],
            Restored = [.. memory.Restored, .. blocks.Select(static one => one.Run.Start)],
        };

    private static void Refuse(ModelState state, ProbeObject target, ulong frame, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        ClauseId clause = WhyNot(memory, target, frame);
        into.Exercise(clause);
        FinalizedSet.ExerciseArrival(state, into);
        if (target.UnpreservedInCallback)
        {
            into.Exercise(Clauses.KhoFinal09);
        }

        into.Refuse(Errno.ENOENT, state);
    }

    /// <summary>The clause by which nothing can be restored at an address.</summary>
    public static ClauseId WhyNot(KernelMemory memory, ProbeObject target, ulong frame) =>
        memory.Restored.Contains(frame) ? Clauses.KhoRest02
        : target.IsLive ? Clauses.KhoRest03
        : target.Fate switch
        {
            KernelFate.Undone => Clauses.KhoPres12,
            KernelFate.NotCarried => Clauses.KhoCrash01,
            KernelFate.NotFinalized => Clauses.KhoFinal02,
            KernelFate.NotRestored => Clauses.KhoRest05,
            _ => Clauses.KhoRest03,
        };

    private static void ExerciseRestored(ModelState state, ProbeObject target, HandedOverBlock block, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        into.Exercise(Clauses.KhoRest01);
        into.Exercise(Clauses.KhoRest04);
        FinalizedSet.ExerciseArrival(state, into);
        if (target.PreservedInCallback)
        {
            into.Exercise(Clauses.KhoFinal09);
        }

        if (
            target.Kind == ProbeObjectKind.Address
            || !ReferenceEquals(memory.Incoming[0], block)
            || !state.IsLuoEnabled
        )
        {
            into.Exercise(Clauses.KhoRest06);
        }

        if (target.PreservedAfterLoad)
        {
            into.Exercise(Clauses.KhoPres12);
        }
    }

    /// <summary>What is restored of blocks that share pages, or by another cut, is left open, and so is the object that comes of it.</summary>
    public static void AllowAnything(ModelState state, Handle result, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        var unknown = new ProbeObject
        {
            Handle = result,
            Kind = ProbeObjectKind.Folio,
            IsOpen = true,
        };
        KernelMemory open = memory with
        {
            Incoming = [.. memory.Incoming.Select(static one => one with { IsOpen = true })],
        };
        into.Allow(OutcomePattern.AnyError, KernelMemoryStep.With(state, open));
        into.Allow(Outcome.Ok, KernelMemoryStep.With(state, result.IsNone ? open : open.With(unknown)));
    }

    private static void Free(ModelState state, Handle handle, Expectation into)
    {
        if (handle.IsNone)
        {
            into.Exercise(Clauses.KhoPres09);
            into.Allow(Outcome.Ok, state);
            return;
        }

        if (Target(state, handle, 0, 1, into) is not { } target)
        {
            return;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
        HandedOverBlock? block = memory.Incoming.FirstOrDefault(one => one.Run.Start == target.FrameAt(0));
        if (block is { IsOpen: true })
        {
            into.Allow(
                OutcomePattern.AnyOutcome,
                KernelMemoryStep.With(
                    state,
                    memory with
                    {
                        Incoming = [.. memory.Incoming.Select(static one => one with { IsOpen = true })],
                    }
                )
            );
            return;
        }

        // Nothing comes back of the call; what it did is seen when the address is asked for again.
        into.Allow(Outcome.Ok, block is null ? state : KernelMemoryStep.With(state, Taking(memory, [block])));
    }
}
