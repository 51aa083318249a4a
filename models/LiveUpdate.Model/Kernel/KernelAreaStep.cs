using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Areas that are linear in virtual space, and the chunks that describe them (kho 7).</summary>
internal static class KernelAreaStep
{
    private const ulong ChunkEntries = 511;

    /// <summary>Says what is allowed.</summary>
    public static void Step(ModelState state, Operation op, Expectation into)
    {
        switch (op)
        {
            case KhoPreserveVmalloc preserve:
                Preserve(state, preserve.Target, into);
                break;
            case KhoUnpreserveVmalloc unpreserve:
                Unpreserve(state, unpreserve.Target, into);
                break;
            default:
                Restore(state, (KhoRestoreVmalloc)op, into);
                break;
        }
    }

    private static void Preserve(ModelState state, Handle handle, Expectation into)
    {
        ProbeObject? target = KernelMemoryStep.Target(
            state,
            handle,
            isLive: true,
            into,
            ProbeObjectKind.Area,
            ProbeObjectKind.Folio,
            ProbeObjectKind.Pages
        );
        if (target is not null && !RefusesToPreserve(state, target, into))
        {
            Describe(state, target, into);
        }
    }

    private static bool RefusesToPreserve(ModelState state, ProbeObject target, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        if (target.Kind != ProbeObjectKind.Area || target.IsUser)
        {
            into.Exercise(Clauses.KhoVm03);
            into.Refuse(
                target.IsUser ? Errno.EOPNOTSUPP : Errno.EINVAL,
                KernelMemoryStep.With(state, memory.Noting(Clauses.KhoVm03))
            );
            return true;
        }

        if (target.Chunks is not null)
        {
            into.Refuse(Errno.EBUSY, state);
            return true;
        }

        if (!state.IsKhoEnabled)
        {
            into.Exercise(Clauses.KhoPres10);
            into.Refuse(Errno.EINVAL, KernelMemoryStep.With(state, memory.Noting(Clauses.KhoPres10)));
            return true;
        }

        return FinalizedSet.RefusesAdding(state, into);
    }

    /// <summary>Lists the groups of an area in chunks, and records all of it.</summary>
    private static void Describe(ModelState state, ProbeObject target, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);

        // The next chunk is made as soon as one is full, so that there may be an empty one at the end.
        ulong chunks = (target.PageCount >> target.Order) / ChunkEntries + 1;
        FrameRun[] guess = [memory.Suppose(chunks, 0)];
        into.Allow(
            OutcomePattern.Open(
                new OpenAnswer(
                    Outcome.Success(Field.Chunks, FrameList.Print(guess)),
                    Field.Chunks,
                    guess,
                    frames => KernelMemoryStep.Fit(frames, chunks, 0, isOneRun: false) && memory.IsFree(frames),
                    After
                )
            ),
            After(guess)
        );

        ModelState After(FrameRun[] frames)
        {
            ProbeObject described = target with { Chunks = frames };
            return KernelMemoryStep.With(
                state,
                KernelPreserveStep.Recording(
                    state,
                    memory.Supposing(frames),
                    described,
                    Keys(memory, described),
                    Clauses.KhoPres02
                )
            );
        }
    }

    /// <summary>The pairs of an area's groups and chunks.</summary>
    private static List<ulong> Keys(KernelMemory memory, ProbeObject area)
    {
        var keys = new List<ulong>();
        for (int i = 0; i < area.Frames.Count; i++)
        {
            FrameRun run = area.Frames[i];
            for (ulong group = 0; group < run.Count; group += 1UL << area.Order)
            {
                keys.AddRange(memory.Cut(run.Start + group, 1UL << area.Order));
            }
        }

        foreach (FrameRun run in area.Chunks!)
        {
            for (ulong chunk = 0; chunk < run.Count; chunk++)
            {
                keys.Add(TrackerPairs.Key(run.Start + chunk, 0));
            }
        }

        return keys;
    }

    private static void Unpreserve(ModelState state, Handle handle, Expectation into)
    {
        ProbeObject? target = KernelMemoryStep.Target(state, handle, isLive: true, into, ProbeObjectKind.Area);
        if (target is null)
        {
            return;
        }

        if (target.Chunks is null)
        {
            into.Refuse(Errno.ENODATA, state);
            return;
        }

        if (FinalizedSet.RefusesTaking(state, into))
        {
            return;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
        into.Exercise(Clauses.KhoVm04);
        into.Exercise(Clauses.KhoPres04);
        memory = memory with { Keys = TrackerPairs.Without(memory.Keys, Keys(memory, target)) };
        into.Allow(
            Outcome.Success(Field.Left, 0),
            KernelMemoryStep.With(
                state,
                memory.Noting(Clauses.KhoVm04).Replace(target with { Chunks = null, WasUnpreserved = true })
            )
        );
    }

    private static void Restore(ModelState state, KhoRestoreVmalloc op, Expectation into)
    {
        ProbeObject? target = KernelMemoryStep.Target(state, op.Target, isLive: false, into, ProbeObjectKind.Area);
        if (target is null)
        {
            return;
        }

        if (target.Chunks is null)
        {
            into.Refuse(Errno.ENODATA, state);
            return;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
        if (!target.IsWaiting)
        {
            into.Exercise(KernelRestoreStep.WhyNot(memory, target, target.FrameAt(0)));
            into.Refuse(Errno.ENOENT, state);
            return;
        }

        memory = memory.Replace(target with { IsWaiting = false }) with
        {
            Restored = [.. memory.Restored, target.FrameAt(0)],
        };
        if (op.Pages is { } claimed && claimed != target.PageCount)
        {
            // What was restored until the count turned out wrong is nobody's; the chunks that were read are free.
            into.Exercise(Clauses.KhoVm05);
            into.Refuse(
                Errno.ENOENT,
                KernelMemoryStep.With(state, memory with { Lost = [.. memory.Lost, .. target.Frames] })
            );
            return;
        }

        into.Exercise(Clauses.KhoVm01);
        into.Allow(
            Outcome.Success(Field.Frames, FrameList.Print([.. target.Frames])),
            KernelMemoryStep.With(
                state,
                memory.With(
                    target with
                    {
                        Handle = op.Result,
                        IsLive = true,
                        IsWaiting = false,
                        IsRestored = true,
                        Chunks = null,
                        PreservedAfterLoad = false,
                        Fate = KernelFate.None,
                    }
                )
            )
        );
    }
}
