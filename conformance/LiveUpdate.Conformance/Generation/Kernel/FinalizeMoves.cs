using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>A KHO with a finalize step, as users in the kernel meet it: what is finalized, what is refused then, and what crosses.</summary>
internal static class FinalizeMoves
{
    /// <summary>The parameters of a kernel without LUO, in which finalizing is done by hand.</summary>
    public static BootParameters WithoutLuo { get; } = new(null, ByteString.Of("off"), null);

    /// <summary>Whether the running kernel is finalized by hand.</summary>
    public static bool IsByHand(Scene scene) =>
        scene.State.Differences.HasFlag(Differences.FinalizeStep)
        && scene.State is { IsKhoEnabled: true, IsLuoEnabled: false };

    /// <summary>Lets nothing cross of which it is left open how it is restored.</summary>
    public static void Untie(Scene scene)
    {
        if (scene.State.KernelMemory is not { HasOverlaps: true })
        {
            return;
        }

        bool wasFinalized = scene.State.Alternative is { IsFinalized: true };
        if (wasFinalized)
        {
            scene.Do(new KhoAbort());
        }

        KernelMoves.UntieOverlaps(scene);
        if (wasFinalized)
        {
            scene.Do(new KhoFinalize());
        }
    }

    /// <summary>Mostly finalizes before a jump that nothing crosses otherwise.</summary>
    public static void BeforeJump(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!IsByHand(scene))
        {
            return;
        }

        if (!scene.State.Alternative!.IsFinalized && choices.Chance(75))
        {
            scene.Do(new KhoFinalize());
        }

        if (choices.Chance(30))
        {
            Change(scene);
        }

        if (choices.Chance(20))
        {
            scene.Do(new KhoAbort());
            if (choices.Chance(50))
            {
                Change(scene);
            }

            if (choices.Chance(65))
            {
                scene.Do(new KhoFinalize());
            }
        }
    }

    /// <summary>Finalizes in a kernel without LUO, tries to change what is handed over, and looks at it in the next one.</summary>
    public static void Some(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!ComesByHand(scene))
        {
            return;
        }

        Handle folio = scene.Fresh('f');
        Preserved(scene, folio);
        if (choices.Chance(30))
        {
            KernelMoves.Look(scene);
        }

        if (choices.Chance(85))
        {
            scene.Do(new KhoFinalize());
        }

        int changes = choices.Below(3);
        for (int i = 0; i < changes; i++)
        {
            Change(scene);
        }

        if (choices.Chance(35))
        {
            scene.Do(new KhoWrite(folio, 0, MagicNumbers.Page, scene.Fill()));
        }

        if (choices.Chance(30))
        {
            scene.Do(new KhoAbort());
            Change(scene);
            if (choices.Chance(60))
            {
                scene.Do(new KhoFinalize());
            }
        }

        CrossAndRestore(scene, folio);
    }

    /// <summary>Goes into a kernel without LUO, unless this is one.</summary>
    /// <returns>Whether it runs now.</returns>
    public static bool ComesByHand(Scene scene)
    {
        if (IsByHand(scene))
        {
            return true;
        }

        Untie(scene);
        return scene.Do(new Kexec(WithoutLuo)) && IsByHand(scene);
    }

    /// <summary>A folio that is preserved.</summary>
    public static void Preserved(Scene scene, Handle folio)
    {
        scene.Do(new KhoFolio(folio, (ulong)scene.Choices.Below(2), scene.Fill()));
        scene.Do(new KhoPreserveFolio(folio));
    }

    /// <summary>Jumps, and asks for a folio of the kernel before.</summary>
    public static void CrossAndRestore(Scene scene, Handle folio)
    {
        ChoiceSource choices = scene.Choices;
        Untie(scene);
        if (!scene.Do(new Kexec(choices.Chance(50) ? WithoutLuo : BootParameters.Default)))
        {
            return;
        }

        if (choices.Chance(25))
        {
            scene.Do(new KhoState());
        }

        Handle restored = scene.Fresh('g');
        if (scene.Do(new KhoRestoreFolio(restored, folio, 0)) && choices.Chance(60))
        {
            scene.Do(new KhoRead(restored, 0, MagicNumbers.Page));
        }
    }

    /// <summary>Something that changes what is handed over: refused while that is finalized.</summary>
    public static void Change(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        switch (choices.Below(9))
        {
            case 0:
                Undo(scene);
                break;
            case 1:
                OfPages(scene);
                break;
            case 2:
                OfArea(scene);
                break;
            case 3:
                Subtree(scene);
                break;
            case 4:
                Blocks(scene);
                break;
            case 5:
                Handle allocated = scene.Fresh('a');
                if (!scene.Do(new KhoAllocPreserve(allocated, MagicNumbers.Page)) && Live(scene) is { } other)
                {
                    scene.Do(new KhoUnpreserveFree(other.Handle));
                }

                break;
            case 6:
                Undo(scene);
                KernelMoves.Look(scene);
                break;
            default:
                Folio(scene);
                break;
        }
    }

    private static ProbeObject? Live(Scene scene) =>
        KernelMoves.Pick(scene, ProbeObjectKind.Folio, ProbeObjectKind.Pages, ProbeObjectKind.Area);

    private static void Folio(Scene scene)
    {
        Handle folio = scene.Fresh('f');
        scene.Do(new KhoFolio(folio, 0, null));
        scene.Do(new KhoPreserveFolio(folio));
    }

    private static void OfPages(Scene scene)
    {
        Handle pages = scene.Fresh('p');
        ulong count = 1 + (ulong)scene.Choices.Below(3);
        scene.Do(new KhoPages(pages, count, null));
        scene.Do(new KhoPreservePages(pages, 0, scene.Choices.Chance(15) ? 0 : count));
    }

    private static void OfArea(Scene scene)
    {
        Handle area = scene.Fresh('v');
        scene.Do(new KhoVmalloc(area, 1, 0, null, 0));
        scene.Do(new KhoPreserveVmalloc(area));
    }

    private static void Subtree(Scene scene)
    {
        if (KernelMoves.Pick(scene, ProbeObjectKind.Folio, ProbeObjectKind.Pages) is not { } blob)
        {
            Folio(scene);
            return;
        }

        scene.Do(
            scene.Choices.Chance(40)
                ? new KhoRemoveSubtree(blob.Handle)
                : new KhoAddSubtree(blob.Handle, ByteString.Of("late"), null)
        );
    }

    private static void Blocks(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle set =
            KernelMoves.Pick(scene, ProbeObjectKind.Blocks) is { } old && choices.Chance(70)
                ? old.Handle
                : scene.Fresh('b');
        if (scene.State.KernelMemory?.Find(set) is null)
        {
            scene.Do(new KhoBlocks(set, 4080));
        }

        switch (choices.Below(4))
        {
            case 0:
                scene.Do(new KhoShrink(set, 0));
                break;
            case 1:
                scene.Do(new KhoFree(set));
                break;
            default:
                scene.Do(new KhoGrow(set, 1 + (ulong)choices.Below(2)));
                break;
        }
    }

    private static void Undo(Scene scene)
    {
        if (Live(scene) is not { } one)
        {
            Folio(scene);
            return;
        }

        scene.Do(
            one.Kind switch
            {
                ProbeObjectKind.Area => new KhoUnpreserveVmalloc(one.Handle),
                ProbeObjectKind.Folio => new KhoUnpreserveFolio(one.Handle),
                _ => new KhoUnpreservePages(one.Handle, 0, one.PageCount),
            }
        );
    }
}
