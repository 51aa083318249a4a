using System.Numerics;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Subtrees: adding, removing, and retrieving them in the next kernel (kho 5).</summary>
internal static class KernelSubtreeStep
{
    private const ulong PageSize = 4096;
    private const int MaxName = 31;
    private const int Prefix = 6;

    /// <summary>What the probe's subtrees may take up for certain, in bytes of the tree's page.</summary>
    private const int CertainRoom = 3000;

    /// <summary>What they cannot take up, whatever else is in the page.</summary>
    private const int NoRoom = 3900;

    /// <summary>What an object of a user in the kernel may take up there for each of its versions.</summary>
    private const int MostPerVersion = 128;

    /// <summary>Says what is allowed.</summary>
    public static void Step(ModelState state, Operation op, Expectation into)
    {
        if (KernelMemoryStep.Of(state).HasOpen)
        {
            // Whatever is open may have been added, too.
            KernelRestoreStep.AllowAnything(WithPerhapsBlob(state, op), op.Result, into);
            return;
        }

        switch (op)
        {
            case KhoAddSubtree add:
                Add(state, add, into);
                break;
            case KhoRemoveSubtree remove:
                Remove(state, remove.Target, into);
                break;
            default:
                Retrieve(state, (KhoRetrieveSubtree)op, into);
                break;
        }
    }

    /// <summary>Where it is open whether a subtree is added, it is open too whether its memory can be given back.</summary>
    private static ModelState WithPerhapsBlob(ModelState state, Operation op)
    {
        KernelMemory memory = KernelMemoryStep.Of(state);
        return op is KhoAddSubtree add && memory.Find(add.Target) is { IsOpen: false } target
            ? KernelMemoryStep.With(state, memory.Replace(target with { IsPerhapsBlob = true }))
            : state;
    }

    /// <summary>Whether the probe takes a name.</summary>
    private static bool IsName(ByteString name)
    {
        if (name.Length is 0 or > MaxName)
        {
            return false;
        }

        foreach (byte b in name.Span)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && !"-_.,+"u8.Contains(b))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a node takes up: its two tokens, its name, and two properties of eight bytes.</summary>
    private static int CostOf(ByteString name) => 48 + ((Prefix + name.Length + 1 + 3) & ~3);

    /// <summary>What is left for certain to the probe's subtrees beside the objects of other users in the kernel.</summary>
    private static int CertainRoomIn(ModelState state)
    {
        int room = CertainRoom;
        if (state.Alternative is { } alternative)
        {
            foreach (KernelObject other in alternative.Outgoing)
            {
                room -= MostPerVersion * BitOperations.PopCount(other.Versions);
            }
        }

        return room;
    }

    /// <summary>Whether all that is in the page of the device tree fits for certain.</summary>
    /// <param name="state">The state.</param>
    public static bool IsRoomCertain(ModelState state) =>
        KernelMemoryStep.Of(state).Subtrees.Sum(static one => CostOf(one.Name)) <= CertainRoomIn(state);

    private static ProbeObject? Blob(ModelState state, Handle handle, Expectation into)
    {
        ProbeObject? target = KernelMemoryStep.Target(
            state,
            handle,
            isLive: true,
            into,
            ProbeObjectKind.Folio,
            ProbeObjectKind.Pages
        );
        if (target is not null && !state.IsKhoEnabled)
        {
            into.Refuse(Errno.EOPNOTSUPP, state);
            return null;
        }

        return target;
    }

    private static void Add(ModelState state, KhoAddSubtree op, Expectation into)
    {
        if (!IsName(op.Name))
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        ProbeObject? target = Blob(state, op.Target, into);
        if (target is null)
        {
            return;
        }

        ulong whole = target.PageCount * PageSize;
        ulong size = op.Size ?? whole;
        if (size > whole)
        {
            into.Refuse(Errno.ERANGE, state);
            return;
        }

        if (FinalizedSet.RefusesAdding(state, into))
        {
            return;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
        if (memory.Subtrees.Any(one => one.Name.Equals(op.Name)))
        {
            into.Exercise(Clauses.KhoFdt03);
            into.Refuse(Errno.EEXIST, state);
            return;
        }

        int cost = memory.Subtrees.Sum(static one => CostOf(one.Name)) + CostOf(op.Name);
        if (cost > NoRoom || cost >= memory.RoomRefused)
        {
            into.Exercise(Clauses.KhoFdt03);
            into.Refuse(Errno.ENOMEM, state);
            return;
        }

        if (memory.RoomRefused != int.MaxValue)
        {
            into.Exercise(Clauses.KhoFdt03);
        }

        into.Exercise(Clauses.KhoFdt02);
        into.Allow(
            Outcome.Ok,
            KernelMemoryStep.With(
                state,
                memory with
                {
                    Subtrees = [.. memory.Subtrees, new KernelSubtree(op.Name, target.Frames[0].Start, size)],
                    RoomTaken = Math.Max(memory.RoomTaken, cost),
                }
            )
        );
        if (cost > CertainRoomIn(state) && cost > memory.RoomTaken)
        {
            into.Exercise(Clauses.KhoFdt03);
            into.Refuse(Errno.ENOMEM, KernelMemoryStep.With(state, memory with { RoomRefused = cost }));
        }
    }

    private static void Remove(ModelState state, Handle handle, Expectation into)
    {
        ProbeObject? target = Blob(state, handle, into);
        if (target is null || FinalizedSet.RefusesTaking(state, into))
        {
            return;
        }

        into.Exercise(Clauses.KhoFdt04);
        KernelMemory memory = KernelMemoryStep.Of(state);

        // A new node is put before the others, so that the first in the tree is the one that was added last.
        KernelSubtree? found = memory.Subtrees.LastOrDefault(one => one.Frame == target.Frames[0].Start);
        into.Allow(
            Outcome.Ok,
            found is null
                ? state
                : KernelMemoryStep.With(
                    state,
                    memory with
                    {
                        Subtrees = [.. memory.Subtrees.Where(one => one != found)],
                    }
                )
        );
    }

    private static void Retrieve(ModelState state, KhoRetrieveSubtree op, Expectation into)
    {
        if (!IsName(op.Name))
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        into.Exercise(Clauses.KhoFdt05);
        if (!state.CameByKho)
        {
            into.Refuse(Errno.ENOENT, state);
            return;
        }

        if (op.Result.IsNone)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        KernelMemory memory = KernelMemoryStep.Of(state);
        KernelSubtree? found = memory.IncomingSubtrees.LastOrDefault(one => one.Name.Equals(op.Name));
        if (found is null)
        {
            into.Refuse(Errno.ENOENT, state);
            return;
        }

        into.Exercise(Clauses.KhoFdt02);
        var run = new FrameRun(found.Frame, Math.Max(1, (found.Size + PageSize - 1) / PageSize));
        var address = new ProbeObject
        {
            Handle = op.Result,
            Kind = ProbeObjectKind.Address,
            IsLive = false,
            Frames = [run],
            PageCount = run.Count,
            Fate = memory.Incoming.Count > 0 ? KernelFate.HandedOver : KernelFate.None,
            WasWhollyPreserved = KernelMemory.Covers(memory.Incoming.Select(static block => block.Run), run),
        };
        into.Allow(
            Outcome.Success(
                new FieldValue(Field.Frames, FrameList.Print([run])),
                new FieldValue(Field.Size, found.Size)
            ),
            KernelMemoryStep.With(state, memory.With(address))
        );
    }
}
