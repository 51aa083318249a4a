using System.Numerics;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Trees of the probe's own: keys, and the walk over them (kho 4.1).</summary>
internal static class KernelTreeStep
{
    /// <summary>Says what is allowed.</summary>
    public static void Step(ModelState state, Operation op, Expectation into)
    {
        switch (op)
        {
            case KhoNewTree tree:
                var made = new ProbeObject { Handle = tree.Result, Kind = ProbeObjectKind.Tree };
                into.Allow(Outcome.Ok, KernelMemoryStep.With(state, KernelMemoryStep.Of(state).With(made)));
                break;
            case KhoAddKey add:
                if (Tree(state, add.Target, into) is { } grown)
                {
                    Add(state, grown, add.Key, into);
                }

                break;
            case KhoDeleteKey delete:
                if (Tree(state, delete.Target, into) is { } less)
                {
                    Delete(state, less, delete.Key, into);
                }

                break;
            case KhoWalk walk:
                if (Tree(state, walk.Target, into) is { } walked)
                {
                    Walk(state, walked, walk.Stop ?? 0, into);
                }

                break;
        }
    }

    private static ProbeObject? Tree(ModelState state, Handle handle, Expectation into) =>
        KernelMemoryStep.Target(state, handle, isLive: true, into, ProbeObjectKind.Tree);

    private static bool IsTooWide(ulong key) => BitOperations.Log2(key) >= TrackerPairs.KeyWidth;

    private static void Add(ModelState state, ProbeObject tree, ulong key, Expectation into)
    {
        if (IsTooWide(key))
        {
            into.Exercise(Clauses.KhoRadix06);
            KernelMemory memory = KernelMemoryStep.Of(state);
            into.Refuse(Errno.ERANGE, KernelMemoryStep.With(state, memory.Replace(tree with { SawWideKey = true })));
            return;
        }

        ProbeObject grown = tree with
        {
            Keys = With(tree.Keys, key),
            Leaves = With(tree.Leaves, key >> TrackerPairs.BitmapBits),
        };
        into.Allow(Outcome.Ok, KernelMemoryStep.With(state, KernelMemoryStep.Of(state).Replace(grown)));
    }

    private static void Delete(ModelState state, ProbeObject tree, ulong key, Expectation into)
    {
        if (IsTooWide(key))
        {
            into.Exercise(Clauses.KhoRadix06);
        }

        // Nodes stay when their last key goes.
        ProbeObject less = tree with
        {
            Keys = [.. tree.Keys.Where(one => one != key)],
            SawWideKey = tree.SawWideKey || IsTooWide(key),
        };
        into.Allow(Outcome.Ok, KernelMemoryStep.With(state, KernelMemoryStep.Of(state).Replace(less)));
    }

    private static ulong[] With(IReadOnlyList<ulong> sorted, ulong added) => TrackerPairs.With([.. sorted], [added]);

    /// <summary>Parents before children, keys behind their leaf, all ascending; the callback that says stop is the last.</summary>
    private static void Walk(ModelState state, ProbeObject tree, ulong stop, Expectation into)
    {
        into.Exercise(Clauses.KhoRadix05);
        if (tree.Keys.Count > 1)
        {
            into.Exercise(Clauses.KhoRadix04);
        }

        if (tree.SawWideKey)
        {
            into.Exercise(Clauses.KhoRadix06);
        }

        var steps = new WalkSteps();
        var seen = new List<ulong>();
        bool stopped = !Visit(tree, stop, steps, seen);
        FieldValue[] fields =
        [
            new FieldValue(Field.Keys, KeyList.Print([.. seen])),
            new FieldValue(Field.Steps, steps.ToValue()),
        ];
        into.Allow(stopped ? Outcome.Refused(Errno.ECANCELED, fields) : Outcome.Success(fields), state);
    }

    private static bool Visit(ProbeObject tree, ulong stop, WalkSteps steps, List<ulong> seen)
    {
        steps.AddNode();
        if (steps.Count == stop)
        {
            return false;
        }

        ulong? last = null;
        foreach (ulong leaf in tree.Leaves)
        {
            for (int level = TrackerPairs.Levels - 2; level >= 0; level--)
            {
                int shift = level * TrackerPairs.TableBits;
                if (last is { } before && before >> shift == leaf >> shift)
                {
                    continue;
                }

                steps.AddNode();
                if (steps.Count == stop)
                {
                    return false;
                }
            }

            last = leaf;
            foreach (ulong key in tree.Keys.Where(key => key >> TrackerPairs.BitmapBits == leaf))
            {
                steps.AddKey();
                seen.Add(key);
                if (steps.Count == stop)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
