using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>What the probe in the kernel does when the next kernel is up: everything that should be there is restored and looked at.</summary>
internal static class KernelReadOut
{
    /// <summary>Restores what was handed over, asks twice, and asks for what must not be there.</summary>
    public static void Arrive(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(20))
        {
            scene.Do(new KhoState());
        }

        if (choices.Chance(35))
        {
            UseMemory(scene);
        }

        if (choices.Chance(30))
        {
            KernelMoves.Look(scene);
        }

        Subtrees(scene);
        ProbeObject[] former = [.. KernelMoves.Objects(scene).Where(static one => !one.IsLive && !one.IsOpen)];
        int first = former.Length == 0 ? 0 : choices.Below(former.Length);
        for (int i = 0; i < former.Length && scene.Room > 8; i++)
        {
            ProbeObject one = former[(first + i) % former.Length];
            if (choices.Chance(15))
            {
                continue;
            }

            switch (one.Kind)
            {
                case ProbeObjectKind.Area:
                    Area(scene, one);
                    break;
                case ProbeObjectKind.Blocks:
                    Blocks(scene, one);
                    break;
                default:
                    Memory(scene, one);
                    break;
            }
        }
    }

    private static void UseMemory(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        int count = 1 + choices.Below(3);
        for (int i = 0; i < count; i++)
        {
            scene.Do(new KhoPages(scene.Fresh('u'), choices.Pick<ulong>([16, 1, 64, 256]), scene.Fill()));
        }
    }

    private static void Subtrees(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (scene.State.KernelMemory is not { } memory)
        {
            return;
        }

        foreach (KernelSubtree subtree in memory.IncomingSubtrees.Take(4))
        {
            scene.Do(new KhoRetrieveSubtree(scene.Fresh('r'), subtree.Name));
            if (choices.Chance(20))
            {
                scene.Do(new KhoRetrieveSubtree(scene.Fresh('r'), subtree.Name));
            }
        }

        if (choices.Chance(30))
        {
            Handle result = choices.Chance(50) ? Handle.None : scene.Fresh('r');
            scene.Do(new KhoRetrieveSubtree(result, KernelSubtreeMoves.Name(scene)));
        }
    }

    private static void Memory(Scene scene, ProbeObject one)
    {
        ChoiceSource choices = scene.Choices;
        IReadOnlyList<(ulong At, ulong Count)> ranges = scene.State.KernelMemory!.RestorableRanges(one);
        foreach ((ulong at, ulong count) in ranges.Take(6))
        {
            if (choices.Chance(8))
            {
                scene.Do(new KhoRestoreFree(one.Handle));
            }

            Restore(scene, one, at, count);
        }

        if (ranges.Count == 0 || choices.Chance(30))
        {
            // The tail of a block, or what was not preserved.
            ulong at = choices.Chance(50) ? (ulong)choices.Below((int)Math.Max(1, one.PageCount)) : 0;
            if (!HeadsRange(scene, one, at))
            {
                scene.Do(new KhoRestoreFolio(scene.Fresh('g'), one.Handle, at));
            }
        }
    }

    /// <summary>Whether restoring there would succeed; then it is left to the ranges, so that these stay whole.</summary>
    private static bool HeadsRange(Scene scene, ProbeObject one, ulong at) =>
        at < one.PageCount
        && scene.State.KernelMemory!.Incoming.Any(block => block.Run.Start == one.FrameAt(at))
        && scene.Choices.Chance(80);

    private static void Restore(Scene scene, ProbeObject one, ulong at, ulong count)
    {
        ChoiceSource choices = scene.Choices;
        Handle restored = scene.Fresh('g');
        bool asFolio = one.Kind == ProbeObjectKind.Folio ? !choices.Chance(25) : choices.Chance(25);
        bool isOk = scene.Do(
            asFolio
                ? new KhoRestoreFolio(restored, one.Handle, at)
                : new KhoRestorePages(restored, one.Handle, at, count)
        );
        if (!isOk || scene.State.KernelMemory!.Find(restored) is not { IsOpen: false } made)
        {
            return;
        }

        if (choices.Chance(85))
        {
            scene.Do(new KhoRead(restored, 0, made.PageCount * MagicNumbers.Page));
        }

        if (choices.Chance(25))
        {
            scene.Do(new KhoRestoreFolio(scene.Fresh('g'), one.Handle, at));
        }

        switch (choices.Below(6))
        {
            case 0:
                scene.Do(new KhoFree(restored));
                break;
            case 1:
                scene.Do(
                    made.Kind == ProbeObjectKind.Folio
                        ? new KhoPreserveFolio(restored)
                        : new KhoPreservePages(restored, 0, made.PageCount)
                );
                break;
        }
    }

    private static void Area(Scene scene, ProbeObject one)
    {
        ChoiceSource choices = scene.Choices;
        Handle area = scene.Fresh('w');
        ulong? claimed =
            choices.Chance(25) && one.PageCount > 1 ? one.PageCount + choices.Pick<ulong>([1, ulong.MaxValue]) : null;
        if (scene.Do(new KhoRestoreVmalloc(area, one.Handle, claimed)))
        {
            scene.Do(new KhoRead(area, 0, one.PageCount * MagicNumbers.Page));
            if (choices.Chance(30))
            {
                scene.Do(choices.Chance(50) ? new KhoFree(area) : new KhoPreserveVmalloc(area));
            }
        }

        if (choices.Chance(25))
        {
            scene.Do(new KhoRestoreVmalloc(scene.Fresh('w'), one.Handle, null));
        }
    }

    private static void Blocks(Scene scene, ProbeObject one)
    {
        ChoiceSource choices = scene.Choices;
        Handle set = scene.Fresh('c');
        scene.Do(new KhoRestoreBlocks(set, one.Handle));
        scene.Do(new KhoGetEntries(set));
        if (choices.Chance(50))
        {
            scene.Do(new KhoGrow(set, (ulong)choices.Below(100)));
        }

        if (choices.Chance(40))
        {
            scene.Do(choices.Chance(50) ? new KhoShrink(set, 0) : new KhoFree(set));
        }
    }
}
