using System.Numerics;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What the contract allows the probe in the kernel to find: the way in, and the probe's own memory.</summary>
internal static class KernelMemoryStep
{
    private const ulong PageSize = 4096;
    private const int MaxOrder = 10;

    /// <summary>Says what is allowed for an operation of the probe.</summary>
    public static void Step(ModelState state, Operation op, Expectation into)
    {
        switch (op)
        {
            case KhoFolio folio:
                Allocate(state, folio, into);
                break;
            case KhoPages pages:
                Allocate(state, pages, into);
                break;
            case KhoVmalloc area:
                Allocate(state, area, into);
                break;
            case KhoFree free:
                Free(state, free.Target, into);
                break;
            case KhoWrite write:
                Write(state, write, into);
                break;
            case KhoRead read:
                Read(state, read, into);
                break;
            case KhoState:
                FinalizedSet.ExerciseArrival(state, into);
                into.Allow(
                    Outcome.Success(
                        new FieldValue(Field.Enabled, state.IsKhoEnabled ? 1UL : 0),
                        new FieldValue(Field.Incoming, state.CameByKho ? 1UL : 0)
                    ),
                    state
                );
                break;
            case KhoPreserveFolio
            or KhoUnpreserveFolio
            or KhoPreservePages
            or KhoUnpreservePages
            or KhoAllocPreserve
            or KhoUnpreserveFree
            or KhoKeys:
                KernelPreserveStep.Step(state, op, into);
                break;
            case KhoRestoreFolio or KhoRestorePages or KhoRestoreFree:
                KernelRestoreStep.Step(state, op, into);
                break;
            case KhoPreserveVmalloc or KhoUnpreserveVmalloc or KhoRestoreVmalloc:
                KernelAreaStep.Step(state, op, into);
                break;
            case KhoAddSubtree or KhoRemoveSubtree or KhoRetrieveSubtree:
                KernelSubtreeStep.Step(state, op, into);
                break;
            case KhoNewTree or KhoAddKey or KhoDeleteKey or KhoWalk:
                KernelTreeStep.Step(state, op, into);
                break;
            default:
                KernelBlockStep.Step(state, op, into);
                break;
        }

        if (!op.Result.IsNone && into.Count == 1 && into[0].Pattern.Kind == PatternKind.AnyOutcome)
        {
            // What is open may well give something.
            into.Clear();
            KernelRestoreStep.AllowAnything(state, op.Result, into);
        }
    }

    /// <summary>The probe's knowledge in a state.</summary>
    public static KernelMemory Of(ModelState state) => state.KernelMemory ?? KernelMemory.Empty;

    /// <summary>The state with other knowledge of the probe.</summary>
    public static ModelState With(ModelState state, KernelMemory memory)
    {
        ModelState next = state.Copy();
        next.KernelMemory = memory;
        return next;
    }

    /// <summary>
    /// The object that a verb works on. Refused are a handle that names none (EBADF), one of another kind (EINVAL), and, where
    /// memory of this kernel is wanted, an address from an earlier one (ESTALE).
    /// </summary>
    public static ProbeObject? Target(
        ModelState state,
        Handle handle,
        bool isLive,
        Expectation into,
        params ReadOnlySpan<ProbeObjectKind> kinds
    )
    {
        ProbeObject? found = Of(state).Find(handle);
        if (found is null)
        {
            into.Refuse(Errno.EBADF, state);
            return null;
        }

        if (found.IsOpen)
        {
            // What it is, and whether it is there still, are open too.
            into.Allow(OutcomePattern.AnyOutcome, state);
            return null;
        }

        if (!kinds.Contains(found.Kind))
        {
            into.Refuse(Errno.EINVAL, state);
            return null;
        }

        if (isLive && !found.IsLive)
        {
            into.Refuse(Errno.ESTALE, state);
            return null;
        }

        return found;
    }

    /// <summary>Allows new memory in frames that the implementation chooses: aligned, and not in use.</summary>
    public static void AllowFrames(
        ModelState state,
        FieldValue[] others,
        ulong count,
        int order,
        bool isOneRun,
        Func<KernelMemory, IReadOnlyList<FrameRun>, KernelMemory> after,
        Expectation into
    )
    {
        KernelMemory memory = Of(state);
        // An allocator mostly cuts a row of pages from a block that is large enough, so that is what is supposed.
        FrameRun[] guess = [memory.Suppose(count, isOneRun ? Math.Max(order, OrderOf(count)) : order)];
        into.Allow(
            OutcomePattern.Open(
                new OpenAnswer(
                    Outcome.Success([.. others, new FieldValue(Field.Frames, FrameList.Print(guess))]),
                    Field.Frames,
                    guess,
                    frames => Fit(frames, count, order, isOneRun) && memory.IsFree(frames),
                    After
                )
            ),
            After(guess)
        );

        ModelState After(FrameRun[] frames) => With(state, after(memory.Supposing(frames), frames));
    }

    /// <summary>The order of the smallest folio that has so many pages.</summary>
    public static int OrderOf(ulong pages) => pages <= 1 ? 0 : BitOperations.Log2(pages - 1) + 1;

    /// <summary>Whether frames are as many as wanted and aligned.</summary>
    public static bool Fit(IReadOnlyList<FrameRun> frames, ulong count, int order, bool isOneRun)
    {
        ulong sum = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            sum += frames[i].Count;
            if (((frames[i].Start | frames[i].Count) & ((1UL << order) - 1)) != 0)
            {
                return false;
            }

            for (int other = 0; other < i; other++)
            {
                if (frames[other].Overlaps(frames[i]))
                {
                    return false;
                }
            }
        }

        return sum == count && (!isOneRun || frames.Count == 1);
    }

    private static FileContents Filled(byte? fill, ulong pages) =>
        fill is null ? FileContents.Empty : FileContents.Empty.Write(0, pages * PageSize, fill.Value);

    private static void Allocate(ModelState state, KhoFolio op, Expectation into)
    {
        int order = Math.Min((int)op.Order, MaxOrder);
        NoteWaiting(state, into);
        AllowFrames(
            state,
            [],
            1UL << order,
            order,
            isOneRun: true,
            (memory, frames) =>
                memory.With(
                    new ProbeObject
                    {
                        Handle = op.Result,
                        Kind = ProbeObjectKind.Folio,
                        Frames = frames,
                        PageCount = 1UL << order,
                        Order = order,
                        Contents = Filled(op.Fill, 1UL << order),
                    }
                ),
            into
        );
    }

    private static void Allocate(ModelState state, KhoPages op, Expectation into)
    {
        NoteWaiting(state, into);
        AllowFrames(
            state,
            [],
            op.Count,
            0,
            isOneRun: true,
            (memory, frames) =>
                memory.With(
                    new ProbeObject
                    {
                        Handle = op.Result,
                        Kind = ProbeObjectKind.Pages,
                        Frames = frames,
                        PageCount = op.Count,
                        Contents = Filled(op.Fill, op.Count),
                    }
                ),
            into
        );
    }

    private static void Allocate(ModelState state, KhoVmalloc op, Expectation into)
    {
        if (op.Pages % (1UL << (int)op.Order) != 0)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        NoteWaiting(state, into);
        AllowFrames(
            state,
            [],
            op.Pages,
            (int)op.Order,
            isOneRun: false,
            (memory, frames) =>
                memory.With(
                    new ProbeObject
                    {
                        Handle = op.Result,
                        Kind = ProbeObjectKind.Area,
                        Frames = frames,
                        PageCount = op.Pages,
                        Order = (int)op.Order,
                        Contents = Filled(op.Fill, op.Pages),
                        IsUser = op.User != 0,
                    }
                ),
            into
        );
    }

    /// <summary>Memory that waits to be restored must not be what is allocated (KHO-REST-05).</summary>
    private static void NoteWaiting(ModelState state, Expectation into)
    {
        KernelMemory memory = Of(state);
        if (memory.Incoming.Count > 0 || memory.Objects.Any(static o => o.IsWaiting))
        {
            into.Exercise(Clauses.KhoRest05);
        }
    }

    private static void Free(ModelState state, Handle handle, Expectation into)
    {
        KernelMemory memory = Of(state);
        ProbeObject? target = memory.Find(handle);
        if (target is null)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (target.IsOpen)
        {
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        bool isRecorded =
            target.Kind != ProbeObjectKind.Blocks
            && (target.Chunks is not null || memory.Keys.Any(key => target.Touches(KernelMemory.RunOf(key))));
        if (target.IsLive && (isRecorded || IsBlob(memory, target)))
        {
            into.Refuse(Errno.EBUSY, state);
            return;
        }

        bool dropsBlocks = target is { IsLive: true, Kind: ProbeObjectKind.Blocks, IsRestored: false, PageCount: > 0 };
        if (dropsBlocks && FinalizedSet.RefusesTaking(state, into))
        {
            return;
        }

        if (target is { IsLive: true, Kind: ProbeObjectKind.Blocks })
        {
            memory = KernelBlockStep.Dropping(memory, target, 0);
        }

        // An address that is forgotten leaves its memory waiting.
        memory = target.IsWaiting
            ? memory with
            {
                Lost = [.. memory.Lost, .. target.Frames, .. target.Chunks ?? []],
            }
            : memory;
        into.Allow(Outcome.Ok, With(state, memory.Without(handle)));
        AllowPerhapsBlob(state, target, into);
    }

    /// <summary>Allows that memory cannot be given back which may be the blob of a subtree.</summary>
    public static void AllowPerhapsBlob(ModelState state, ProbeObject target, Expectation into)
    {
        if (target is { IsLive: true, IsPerhapsBlob: true })
        {
            into.Refuse(Errno.EBUSY, state);
        }
    }

    /// <summary>Whether a subtree for the next kernel names the object.</summary>
    public static bool IsBlob(KernelMemory memory, ProbeObject target) =>
        memory.Subtrees.Any(subtree => target.Touches(new FrameRun(subtree.Frame, 1)));

    private static void Write(ModelState state, KhoWrite op, Expectation into)
    {
        ProbeObject? target = Memory(state, op.Target, op.At, op.Len, into);
        if (target is null)
        {
            return;
        }

        FileContents contents = target.Contents.Write(op.At, op.At + op.Len, op.Fill);
        into.Allow(Outcome.Ok, With(state, Of(state).Replace(target with { Contents = contents })));
    }

    private static void Read(ModelState state, KhoRead op, Expectation into)
    {
        ProbeObject? target = Memory(state, op.Target, op.At, op.Len, into);
        if (target is null)
        {
            return;
        }

        if (target.IsRestored)
        {
            into.Exercise(target.Kind == ProbeObjectKind.Area ? Clauses.KhoVm01 : Clauses.KhoRest01);
        }

        if (target.WasAllocatedPreserved)
        {
            into.Exercise(Clauses.KhoPres08);
        }

        into.Runs.Clear();
        target.Contents.CopyTo(op.At, op.At + op.Len, into.Runs);
        into.Allow(Outcome.Success(Field.Data, into.Runs.ToValue()), state);
    }

    private static ProbeObject? Memory(ModelState state, Handle handle, ulong at, ulong length, Expectation into)
    {
        ProbeObject? target = Target(
            state,
            handle,
            isLive: true,
            into,
            ProbeObjectKind.Folio,
            ProbeObjectKind.Pages,
            ProbeObjectKind.Area
        );
        if (target is null || IsInside(target, at, length))
        {
            return target;
        }

        into.Refuse(Errno.ERANGE, state);
        return null;
    }

    private static bool IsInside(ProbeObject target, ulong at, ulong length)
    {
        ulong size = target.PageCount * PageSize;
        return at <= size && length <= size - at;
    }
}
