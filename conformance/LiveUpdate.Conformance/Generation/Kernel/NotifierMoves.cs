using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>The notifiers of a KHO with a finalize step: who is called in which order, who refuses, and what is undone then.</summary>
internal static class NotifierMoves
{
    private static readonly ulong[] Priorities = [0, 0, 1, 2, 1, RegisterNotifier.MaxPriority];
    private static readonly Errno[] Errors = [Errno.EIO, Errno.EBUSY, Errno.ENOMEM, Errno.EINVAL];

    /// <summary>Something of notifiers, by hand or by LUO.</summary>
    public static void Any(Scene scene)
    {
        switch (scene.Choices.Below(7))
        {
            case 0:
                Register(scene);
                break;
            case 1:
                Script(scene);
                break;
            case 2:
                Unregister(scene);
                break;
            case 3:
                ByHand(scene);
                break;
            case 4:
                OfFolio(scene);
                break;
            default:
                ByLuo(scene);
                break;
        }
    }

    /// <summary>A notifier: more often than not of a priority that another has.</summary>
    public static Handle Register(Scene scene)
    {
        Handle notifier = scene.Fresh('n');
        scene.Do(new RegisterNotifier(notifier, scene.Choices.Pick<ulong>(Priorities)));
        return notifier;
    }

    /// <summary>Mostly takes back what would keep the machine in this kernel.</summary>
    public static void Calm(Scene scene)
    {
        foreach (ModelNotifier notifier in Chain(scene))
        {
            if (notifier.ScriptOf(NotifierCallback.Finalize) is { Fail: not Errno.None } && scene.Choices.Chance(75))
            {
                Say(scene, notifier.Handle, NotifierCallback.Finalize, Errno.None);
            }
        }
    }

    /// <summary>Says what a callback does.</summary>
    public static void Script(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (AnyNotifier(scene) is not { } notifier)
        {
            Register(scene);
            return;
        }

        NotifierCallback on = choices.Chance(65) ? NotifierCallback.Finalize : NotifierCallback.Abort;
        Errno fail = choices.Chance(55) ? choices.Pick<Errno>(Errors) : Errno.None;
        Handle folio =
            choices.Chance(35) && KernelMoves.Pick(scene, ProbeObjectKind.Folio) is { } one ? one.Handle : Handle.None;
        scene.Do(new ScriptNotifier(notifier, on, fail, HandlerMoves.Nth(scene, 40), folio));
    }

    /// <summary>Reboots with LUO while a notifier refuses, and again when it does not.</summary>
    public static void FailReboot(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Several(scene, 1);
        ModelNotifier[] chain = Chain(scene);
        if (chain.Length == 0)
        {
            return;
        }

        ModelNotifier refusing = chain[choices.Below(chain.Length)];
        bool once = choices.Chance(30);
        scene.Do(
            new ScriptNotifier(
                refusing.Handle,
                NotifierCallback.Finalize,
                choices.Pick<Errno>(Errors),
                once ? 1UL : 0,
                Handle.None
            )
        );
        if (choices.Chance(20))
        {
            scene.Do(new Load(ImageKind.File, BootParameters.Default));
        }

        Leave(scene);
        if (!once)
        {
            Say(scene, refusing.Handle, NotifierCallback.Finalize, Errno.None);
        }
    }

    private static ModelNotifier[] Chain(Scene scene) => scene.State.Kernel?.Chain() ?? [];

    private static Handle? AnyNotifier(Scene scene)
    {
        if (scene.State.Kernel is not { Notifiers: { Count: > 0 } all })
        {
            return null;
        }

        return scene.Choices.Chance(3) ? scene.Stale() : all[scene.Choices.Below(all.Count)].Handle;
    }

    private static void Say(Scene scene, Handle notifier, NotifierCallback on, Errno fail) =>
        scene.Do(new ScriptNotifier(notifier, on, fail, 0, Handle.None));

    private static void Unregister(Scene scene)
    {
        if (AnyNotifier(scene) is not { } notifier)
        {
            Several(scene, 2);
            return;
        }

        scene.Do(new UnregisterNotifier(notifier));
        if (scene.Choices.Chance(10))
        {
            scene.Do(new UnregisterNotifier(notifier));
        }
    }

    private static void Several(Scene scene, int least)
    {
        int wanted = least + scene.Choices.Below(3);
        for (int i = Chain(scene).Length; i < wanted; i++)
        {
            Register(scene);
        }
    }

    /// <summary>Finalizes and aborts by hand, with a notifier that refuses one of them, and with none.</summary>
    private static void ByHand(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!FinalizeMoves.ComesByHand(scene))
        {
            return;
        }

        Several(scene, 1);
        Handle folio = scene.Fresh('f');
        FinalizeMoves.Preserved(scene, folio);
        ModelNotifier[] chain = Chain(scene);
        bool refuses = chain.Length > 0 && choices.Chance(65);
        if (refuses)
        {
            Handle notifier = chain[choices.Below(chain.Length)].Handle;
            NotifierCallback on = choices.Chance(60) ? NotifierCallback.Finalize : NotifierCallback.Abort;
            scene.Do(
                new ScriptNotifier(notifier, on, choices.Pick<Errno>(Errors), HandlerMoves.Nth(scene, 50), default)
            );
        }

        scene.Do(new KhoFinalize());
        if (choices.Chance(35))
        {
            FinalizeMoves.Change(scene);
        }

        if (choices.Chance(60))
        {
            scene.Do(new KhoAbort());
            if (choices.Chance(35))
            {
                FinalizeMoves.Change(scene);
            }
        }

        if (choices.Chance(40))
        {
            Calm(scene);
            scene.Do(new KhoFinalize());
        }

        if (choices.Chance(70))
        {
            FinalizeMoves.CrossAndRestore(scene, folio);
        }
    }

    /// <summary>A notifier that preserves a folio when it is told to finalize, and perhaps takes it out when it is told to abort.</summary>
    private static void OfFolio(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle notifier = Register(scene);
        Handle folio = scene.Fresh('f');
        scene.Do(new KhoFolio(folio, (ulong)choices.Below(2), scene.Fill()));
        scene.Do(new ScriptNotifier(notifier, NotifierCallback.Finalize, Errno.None, 0, folio));
        bool takesOut = choices.Chance(50);
        if (takesOut)
        {
            scene.Do(new ScriptNotifier(notifier, NotifierCallback.Abort, Errno.None, 0, folio));
        }

        if (choices.Chance(10))
        {
            scene.Do(new KhoFree(folio));
        }

        if (FinalizeMoves.IsByHand(scene))
        {
            scene.Do(new KhoFinalize());
            KernelMoves.Look(scene);
            if (choices.Chance(40))
            {
                scene.Do(new KhoAbort());
                KernelMoves.Look(scene);
                if (choices.Chance(60))
                {
                    scene.Do(new KhoFinalize());
                }
            }
        }
        else if (choices.Chance(30))
        {
            FailReboot(scene);
            KernelMoves.Look(scene);
        }

        FinalizeMoves.CrossAndRestore(scene, folio);
    }

    /// <summary>Jumps by LUO with some notifiers, once or twice refused, with images that come back too.</summary>
    private static void ByLuo(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Several(scene, 1);
        if (choices.Chance(70))
        {
            FailReboot(scene);
        }

        if (choices.Chance(10))
        {
            scene.Do(new Load(ImageKind.Preserve, BootParameters.Default));
            scene.Do(new Reboot());
            scene.Do(new Unload());
        }

        if (choices.Chance(25))
        {
            Leave(scene);
        }
    }

    private static void Leave(Scene scene)
    {
        FinalizeMoves.Untie(scene);
        scene.Do(
            scene.State.LoadedImage is not null && scene.Choices.Chance(50)
                ? new Reboot()
                : new Kexec(BootParameters.Default)
        );
    }
}
