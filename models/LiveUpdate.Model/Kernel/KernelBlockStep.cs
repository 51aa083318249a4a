using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Block sets: records of one size in a chain of preserved pages (kho 8).</summary>
internal static class KernelBlockStep
{
    private const int PageSize = 4096;
    private const int Header = 16;

    /// <summary>Says what is allowed.</summary>
    public static void Step(ModelState state, Operation op, Expectation into)
    {
        switch (op)
        {
            case KhoBlocks blocks:
                var made = new ProbeObject
                {
                    Handle = blocks.Result,
                    Kind = ProbeObjectKind.Blocks,
                    EntrySize = (int)blocks.Entry,
                };
                into.Allow(Outcome.Ok, KernelMemoryStep.With(state, KernelMemoryStep.Of(state).With(made)));
                break;
            case KhoGrow grow:
                if (Set(state, grow.Target, isLive: true, into) is { } grown)
                {
                    Grow(state, grown, (int)grow.Entries, into);
                }

                break;
            case KhoShrink shrink:
                if (Set(state, shrink.Target, isLive: true, into) is { } shrunk)
                {
                    Shrink(state, shrunk, (int)shrink.Entries, into);
                }

                break;
            case KhoPutEntries put:
                if (Set(state, put.Target, isLive: true, into) is { } written)
                {
                    Put(state, written, put, into);
                }

                break;
            case KhoGetEntries get:
                if (Set(state, get.Target, isLive: true, into) is { } read)
                {
                    Get(state, read, into);
                }

                break;
            case KhoRestoreBlocks restore:
                if (Set(state, restore.Target, isLive: false, into) is { } former)
                {
                    Restore(state, restore, former, into);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(op), op.Verb, "the model does not know this verb");
        }
    }

    /// <summary>The probe's knowledge when the blocks behind the first ones are gone.</summary>
    public static KernelMemory Dropping(KernelMemory memory, ProbeObject set, ulong kept)
    {
        ulong[] gone = [.. FramesOf(set).Skip((int)kept).Select(static frame => TrackerPairs.Key(frame, 0))];
        return set.IsRestored ? memory : memory with { Keys = TrackerPairs.Without(memory.Keys, gone) };
    }

    private static ProbeObject? Set(ModelState state, Handle handle, bool isLive, Expectation into) =>
        KernelMemoryStep.Target(state, handle, isLive, into, ProbeObjectKind.Blocks);

    private static int Capacity(ProbeObject set) => (PageSize - Header) / set.EntrySize;

    private static IEnumerable<ulong> FramesOf(ProbeObject set) =>
        set.Frames.SelectMany(static run => Enumerable.Range(0, (int)run.Count).Select(i => run.Start + (ulong)i));

    private static ulong BlocksFor(ProbeObject set, int entries) =>
        (ulong)((entries + Capacity(set) - 1) / Capacity(set));

    private static FieldValue[] Shape(ProbeObject set) =>
        [new FieldValue(Field.Count, set.PageCount), new FieldValue(Field.Frames, FrameList.Print([.. set.Frames]))];

    private static void Grow(ModelState state, ProbeObject set, int entries, Expectation into)
    {
        if (set.IsRestored)
        {
            into.Exercise(Clauses.KhoBlk04);
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        into.Exercise(Clauses.KhoBlk01);
        ulong wanted = BlocksFor(set, entries);
        if (wanted <= set.PageCount)
        {
            into.Allow(Outcome.Success(Shape(set)), state);
            return;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
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

        FrameRun[] guess = [.. set.Frames, memory.Suppose(wanted - set.PageCount, 0)];
        ulong[] before = [.. FramesOf(set)];
        into.Allow(
            OutcomePattern.Open(
                new OpenAnswer(
                    Outcome.Success(
                        new FieldValue(Field.Count, wanted),
                        new FieldValue(Field.Frames, FrameList.Print(guess))
                    ),
                    Field.Frames,
                    guess,
                    frames =>
                        KernelMemoryStep.Fit(frames, wanted, 0, isOneRun: false)
                        && FramesOf(set with { Frames = frames }).Take(before.Length).SequenceEqual(before)
                        && memory.Without(set.Handle).IsFree(frames),
                    After
                )
            ),
            After(guess)
        );

        ModelState After(FrameRun[] frames)
        {
            ProbeObject grown = set with { Frames = frames, PageCount = wanted };
            ulong[] keys = [.. FramesOf(grown).Skip(before.Length).Select(static frame => TrackerPairs.Key(frame, 0))];
            return KernelMemoryStep.With(
                state,
                KernelPreserveStep.Recording(state, memory.Supposing(frames), grown, keys, Clauses.KhoBlk01)
            );
        }
    }

    private static void Shrink(ModelState state, ProbeObject set, int entries, Expectation into)
    {
        into.Exercise(Clauses.KhoBlk01);
        ulong kept = Math.Min(set.PageCount, BlocksFor(set, entries));
        if (kept < set.PageCount && !set.IsRestored && FinalizedSet.RefusesTaking(state, into))
        {
            return;
        }

        KernelMemory memory = Dropping(KernelMemoryStep.Of(state), set, kept);
        ProbeObject shrunk = set with
        {
            Frames = [.. FramesOf(set).Take((int)kept).Select(static frame => new FrameRun(frame, 1))],
            PageCount = kept,
            Written = Math.Min(set.Written, (int)kept * Capacity(set)),
        };
        into.Allow(
            Outcome.Success(Shape(shrunk)),
            KernelMemoryStep.With(state, memory.Noting(Clauses.KhoBlk01).Replace(shrunk))
        );
    }

    private static void Put(ModelState state, ProbeObject set, KhoPutEntries op, Expectation into)
    {
        if (set.IsRestored)
        {
            into.Refuse(Errno.EPERM, state);
            return;
        }

        into.Exercise(Clauses.KhoBlk01);
        int written = Math.Min((int)op.Count, (int)set.PageCount * Capacity(set));
        KernelMemory memory = KernelMemoryStep.Of(state);
        into.Allow(
            Outcome.Success(Field.Count, (ulong)written),
            KernelMemoryStep.With(state, memory.Replace(set with { Written = written, Fill = op.Fill }))
        );
    }

    private static void Get(ModelState state, ProbeObject set, Expectation into)
    {
        into.Exercise(Clauses.KhoBlk03);
        into.Runs.Clear();
        for (int i = 0; i < set.Written; i++)
        {
            into.Runs.Add((byte)(set.Fill + i), (ulong)set.EntrySize);
        }

        into.Allow(
            Outcome.Success(
                new FieldValue(Field.Count, (ulong)set.Written),
                new FieldValue(Field.Data, into.Runs.ToValue())
            ),
            state
        );
    }

    private static void Restore(ModelState state, KhoRestoreBlocks op, ProbeObject former, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        var set = new ProbeObject
        {
            Handle = op.Result,
            Kind = ProbeObjectKind.Blocks,
            EntrySize = former.EntrySize,
            Frames = former.Frames,
            PageCount = former.PageCount,
            Written = former.Written,
            Fill = former.Fill,
            IsRestored = true,
        };
        if (former.PageCount == 0)
        {
            into.Allow(Outcome.Success(Shape(set)), KernelMemoryStep.With(state, memory.With(set)));
            return;
        }

        if (!former.IsWaiting)
        {
            // The chain of a head that was not handed over is trusted all the same: anything may come of it.
            into.Refuse(Errno.ESTALE, state);
            return;
        }

        memory = memory.Replace(former with { IsWaiting = false });
        into.Exercise(Clauses.KhoBlk02);
        if (former.Written <= ((int)former.PageCount - 1) * Capacity(former))
        {
            into.Refuse(Errno.EINVAL, KernelMemoryStep.With(state, memory));
            return;
        }

        into.Exercise(Clauses.KhoBlk03);
        into.Allow(Outcome.Success(Shape(set)), KernelMemoryStep.With(state, memory.With(set)));
    }
}
