using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Cases of the probe in the kernel: it preserves, undoes, describes, and finds it all again behind a kexec.</summary>
internal static class KernelMoves
{
    private static readonly ulong[] Orders = [0, 1, 2, 3, 0, 1, 4, 9, 10];
    private static readonly ulong[] Counts = [2, 1, 3, 4, 5, 7, 8, 12, 13, 16, 17, 31, 64, 100];
    private static readonly ulong[] Sizes =
    [
        4096,
        1,
        0,
        4097,
        12288,
        65536,
        65537,
        (4UL << 20) - 1,
        4UL << 20,
        (4UL << 20) + 1,
        ulong.MaxValue,
    ];

    /// <summary>One case, its read-out included.</summary>
    public static void Case(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        int kernels = 1 + (choices.Chance(35) ? 1 : 0);
        for (int kernel = 0; kernel <= kernels; kernel++)
        {
            if (kernel > 0)
            {
                KernelReadOut.Arrive(scene);
            }

            int moves = (kernel == kernels ? 0 : 2) + choices.Below(kernel == kernels ? 4 : 9);
            for (int i = 0; i < moves && scene.Room > 24; i++)
            {
                Move(scene);
            }

            Look(scene);
            if (kernel < kernels && scene.Room > 8)
            {
                Jump(scene);
            }
        }
    }

    /// <summary>Walks the tracker.</summary>
    public static void Look(Scene scene) => scene.Do(new KhoKeys());

    /// <summary>The probe's objects, or none.</summary>
    public static IReadOnlyList<ProbeObject> Objects(Scene scene) => scene.State.KernelMemory?.Objects ?? [];

    /// <summary>One of the live objects of some kinds, mostly a young one; at times anything that has a handle.</summary>
    public static ProbeObject? Pick(Scene scene, params ReadOnlySpan<ProbeObjectKind> kinds)
    {
        IReadOnlyList<ProbeObject> all = Objects(scene);
        bool misuses = scene.Choices.Chance(scene.Profile.Misuse);
        var fitting = new List<ProbeObject>();
        for (int i = all.Count - 1; i >= 0; i--)
        {
            if (misuses || (all[i].IsLive && !all[i].IsOpen && kinds.Contains(all[i].Kind)))
            {
                fitting.Add(all[i]);
            }
        }

        return fitting.Count == 0 ? null : fitting[scene.Choices.Below(fitting.Count)];
    }

    private static void Move(Scene scene)
    {
        switch (scene.Choices.Below(28))
        {
            case 0 or 1:
                Folio(scene);
                break;
            case 2 or 3 or 4:
                Pages(scene);
                break;
            case 5 or 21 or 22 or 23:
                Area(scene);
                break;
            case 6:
                AllocPreserve(scene);
                break;
            case 7:
                PreserveTwice(scene);
                break;
            case 8 or 24:
                OtherOrders(scene);
                break;
            case 9:
                NeverPreserved(scene);
                break;
            case 10:
                Undo(scene);
                break;
            case 11:
                Free(scene);
                break;
            case 12:
                Rewrite(scene);
                break;
            case 13:
                KernelSubtreeMoves.Some(scene);
                break;
            case 14:
                KernelSubtreeMoves.Fill(scene);
                break;
            case 15 or 25 or 26:
                KernelBlockMoves.Some(scene);
                break;
            case 16:
                KernelTreeMoves.Some(scene);
                break;
            case 17:
                Nothing(scene);
                break;
            case 18:
                SwitchedOff(scene);
                break;
            case 19:
                RestoreOwn(scene);
                break;
            case 20:
                PreservationMoves.SetUp(scene);
                break;
            default:
                scene.Do(new KhoState());
                Look(scene);
                break;
        }
    }

    private static byte? MaybeFill(Scene scene) => scene.Choices.Chance(85) ? scene.Fill() : null;

    private static void Folio(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle folio = scene.Fresh('f');
        ulong order = choices.Pick<ulong>(Orders);
        if (!scene.Do(new KhoFolio(folio, order, MaybeFill(scene))))
        {
            return;
        }

        if (choices.Chance(80))
        {
            scene.Do(new KhoPreserveFolio(folio));
        }
    }

    private static void Pages(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle pages = scene.Fresh('p');
        ulong count = choices.Pick<ulong>(Counts);
        if (scene.Do(new KhoPages(pages, count, MaybeFill(scene))))
        {
            PreserveSome(scene, pages, count);
        }
    }

    private static void PreserveSome(Scene scene, Handle pages, ulong count)
    {
        ChoiceSource choices = scene.Choices;
        ulong at = choices.Chance(50) ? (ulong)choices.Below((int)count) : 0;
        ulong length = choices.Chance(50) ? (ulong)choices.Below((int)(count - at) + 1) : count - at;
        scene.Do(new KhoPreservePages(pages, at, length + (choices.Chance(3) ? count : 0)));
        if (choices.Chance(20))
        {
            Look(scene);
        }
    }

    private static void Area(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle area = scene.Fresh('v');
        ulong order = choices.Chance(35) ? (ulong)(1 + choices.Below(3)) : 0;
        ulong groups = choices.Chance(30)
            ? choices.Pick<ulong>([511, 510, 512, 1022, 1021, 1023])
            : choices.Pick<ulong>([1, 2, 3, 5, 17]);
        order = groups > 100 ? Math.Min(order, 1) : order;
        ulong extra = order > 0 && choices.Chance(5) ? 1UL : 0;
        ulong user = choices.Chance(10) ? 1UL : 0;
        if (!scene.Do(new KhoVmalloc(area, (groups << (int)order) + extra, order, MaybeFill(scene), user)))
        {
            return;
        }

        scene.Do(new KhoPreserveVmalloc(area));
        if (choices.Chance(40))
        {
            Look(scene);
            scene.Do(new KhoUnpreserveVmalloc(area));
            Look(scene);
            if (choices.Chance(60))
            {
                scene.Do(new KhoPreserveVmalloc(area));
            }
        }
    }

    private static void AllocPreserve(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle memory = scene.Fresh('a');
        if (!scene.Do(new KhoAllocPreserve(memory, choices.Pick<ulong>(Sizes))))
        {
            return;
        }

        ulong pages = Objects(scene)[^1].PageCount;
        scene.Do(new KhoRead(memory, 0, pages * MagicNumbers.Page));
        if (choices.Chance(60))
        {
            scene.Do(new KhoWrite(memory, 0, pages * MagicNumbers.Page, scene.Fill()));
        }

        if (choices.Chance(40))
        {
            Look(scene);
        }

        if (choices.Chance(25))
        {
            scene.Do(new KhoUnpreserveFree(memory));
            Look(scene);
        }
    }

    /// <summary>A pair is preserved twice and taken out once: the tracker is a set (KHO-PRES-03).</summary>
    private static void PreserveTwice(Scene scene)
    {
        if (Pick(scene, ProbeObjectKind.Folio, ProbeObjectKind.Pages) is not { } one)
        {
            Folio(scene);
            return;
        }

        ulong count = Math.Max(1, one.PageCount);
        for (int i = 0; i < 2; i++)
        {
            scene.Do(
                one.Kind == ProbeObjectKind.Folio
                    ? new KhoPreserveFolio(one.Handle)
                    : new KhoPreservePages(one.Handle, 0, count)
            );
        }

        Look(scene);
        if (scene.Choices.Chance(70))
        {
            scene.Do(
                one.Kind == ProbeObjectKind.Folio
                    ? new KhoUnpreserveFolio(one.Handle)
                    : new KhoUnpreservePages(one.Handle, 0, count)
            );
            Look(scene);
        }
    }

    /// <summary>One page under several orders, of which one is taken out (KHO-PRES-05).</summary>
    private static void OtherOrders(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle folio = scene.Fresh('f');
        ulong order = 1 + (ulong)choices.Below(3);
        if (!scene.Do(new KhoFolio(folio, order, scene.Fill())))
        {
            return;
        }

        ulong inner = (ulong)choices.Below((int)order);
        ulong at = (ulong)choices.Below(1 << (int)(order - inner)) << (int)inner;
        scene.Do(new KhoPreserveFolio(folio));
        scene.Do(new KhoPreservePages(folio, at, 1UL << (int)inner));
        Look(scene);
        if (choices.Chance(50))
        {
            scene.Do(new KhoUnpreserveFolio(folio));
        }
        else
        {
            scene.Do(new KhoUnpreservePages(folio, at, 1UL << (int)inner));
        }

        Look(scene);
    }

    /// <summary>What was never recorded is taken out, next to what is, and with orders that were never used (KHO-PRES-06).</summary>
    private static void NeverPreserved(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle handle = scene.Fresh('f');
        if (choices.Chance(50))
        {
            scene.Do(new KhoFolio(handle, choices.Pick<ulong>(Orders), null));
            scene.Do(new KhoUnpreserveFolio(handle));
        }
        else
        {
            ulong count = choices.Pick<ulong>(Counts);
            scene.Do(new KhoPages(handle, count, null));
            scene.Do(new KhoPreservePages(handle, 0, 1));
            scene.Do(new KhoUnpreservePages(handle, 1 % count, count - (1 % count)));
        }

        Look(scene);
    }

    private static void Undo(Scene scene)
    {
        KernelMemory? memory = scene.State.KernelMemory;
        if (
            memory is null
            || Pick(scene, ProbeObjectKind.Folio, ProbeObjectKind.Pages, ProbeObjectKind.Area) is not { } one
        )
        {
            Pages(scene);
            return;
        }

        switch (one.Kind)
        {
            case ProbeObjectKind.Area:
                scene.Do(new KhoUnpreserveVmalloc(one.Handle));
                break;
            case ProbeObjectKind.Folio:
                scene.Do(new KhoUnpreserveFolio(one.Handle));
                break;
            default:
                scene.Do(new KhoUnpreservePages(one.Handle, 0, one.PageCount));
                break;
        }

        if (scene.Choices.Chance(75))
        {
            Look(scene);
        }

        if (scene.Choices.Chance(30))
        {
            scene.Do(new KhoFree(one.Handle));
            Look(scene);
        }
    }

    private static void Free(Scene scene)
    {
        IReadOnlyList<ProbeObject> all = Objects(scene);
        if (all.Count > 0)
        {
            scene.Do(new KhoFree(all[scene.Choices.Below(all.Count)].Handle));
        }
        else
        {
            scene.Do(new KhoFree(scene.Stale()));
        }
    }

    private static void Rewrite(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (Pick(scene, ProbeObjectKind.Folio, ProbeObjectKind.Pages, ProbeObjectKind.Area) is not { } one)
        {
            return;
        }

        int pages = (int)Math.Max(1, one.PageCount);
        ulong at = (ulong)choices.Below(pages) * MagicNumbers.Page + choices.Pick<ulong>([0, 1, 4095]);
        scene.Do(new KhoWrite(one.Handle, at, choices.Pick<ulong>([1, 16, MagicNumbers.Page]), scene.Fill()));
        if (choices.Chance(50))
        {
            scene.Do(new KhoRead(one.Handle, 0, (ulong)pages * MagicNumbers.Page));
        }
    }

    /// <summary>NULL where memory is expected (KHO-PRES-09).</summary>
    private static void Nothing(Scene scene)
    {
        scene.Do(new KhoUnpreserveFree(Handle.None));
        scene.Do(new KhoRestoreFree(Handle.None));
        Look(scene);
    }

    /// <summary>Nothing can be restored in the kernel that has it (KHO-REST-03).</summary>
    private static void RestoreOwn(Scene scene)
    {
        if (Pick(scene, ProbeObjectKind.Folio, ProbeObjectKind.Pages, ProbeObjectKind.Area) is not { } one)
        {
            return;
        }

        scene.Do(
            one.Kind switch
            {
                ProbeObjectKind.Area => new KhoRestoreVmalloc(scene.Fresh('g'), one.Handle, null),
                ProbeObjectKind.Pages => new KhoRestorePages(scene.Fresh('g'), one.Handle, 0, 1),
                _ => new KhoRestoreFolio(scene.Fresh('g'), one.Handle, 0),
            }
        );
    }

    /// <summary>A kernel without KHO: nothing can be preserved in it (KHO-PRES-10).</summary>
    private static void SwitchedOff(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!scene.State.IsKhoEnabled)
        {
            return;
        }

        var off = new BootParameters(ByteString.Of("off"), null, null);
        UntieOverlaps(scene);
        if (!scene.Do(choices.Chance(60) ? new Kexec(off) : new ColdBoot(off)))
        {
            return;
        }

        scene.Do(new KhoState());
        Handle folio = scene.Fresh('f');
        scene.Do(new KhoFolio(folio, 1, scene.Fill()));
        switch (choices.Below(5))
        {
            case 0:
                scene.Do(new KhoPreserveFolio(folio));
                break;
            case 1:
                scene.Do(new KhoPreservePages(folio, 0, choices.Pick<ulong>([1, 2, 0])));
                break;
            case 2:
                scene.Do(new KhoAllocPreserve(scene.Fresh('a'), choices.Pick<ulong>(Sizes)));
                break;
            case 3:
                Handle area = scene.Fresh('v');
                scene.Do(new KhoVmalloc(area, 3, 0, null, 0));
                scene.Do(new KhoPreserveVmalloc(area));
                break;
            default:
                scene.Do(new KhoAddSubtree(folio, ByteString.Of("a"), null));
                scene.Do(new KhoUnpreserveFolio(folio));
                break;
        }

        Look(scene);
        if (choices.Chance(70))
        {
            KernelReadOut.Arrive(scene);
        }

        scene.Do(new Kexec(BootParameters.Default));
    }

    /// <summary>Leaves for the next kernel, with LUO or without, the image loaded before or now.</summary>
    private static void Jump(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        UntieOverlaps(scene);
        if (choices.Chance(8))
        {
            scene.Do(new Load(ImageKind.Plain, BootParameters.Default));
            scene.Do(new Reboot());
            return;
        }

        BootParameters parameters = choices.Chance(35)
            ? new BootParameters(null, ByteString.Of(choices.Pick<string>(["off", "on", "0"])), null)
            : BootParameters.Default;
        if (choices.Chance(30))
        {
            scene.Do(new Load(ImageKind.File, parameters));
            Folio(scene);
            if (choices.Chance(50))
            {
                Undo(scene);
                UntieOverlaps(scene);
            }

            scene.Do(new Reboot());
            return;
        }

        scene.Do(new Kexec(parameters));
    }

    /// <summary>How blocks that share pages are restored is left open, so they are not handed over.</summary>
    public static void UntieOverlaps(Scene scene)
    {
        if (scene.State.KernelMemory is not { HasOverlaps: true } memory)
        {
            return;
        }

        foreach (ProbeObject one in memory.Objects)
        {
            if (one.IsLive && one.Kind is ProbeObjectKind.Folio or ProbeObjectKind.Pages)
            {
                foreach ((ulong at, ulong count) in memory.OverlappingRanges(one).Skip(1))
                {
                    scene.Do(new KhoUnpreservePages(one.Handle, at, count));
                }
            }
        }
    }
}
