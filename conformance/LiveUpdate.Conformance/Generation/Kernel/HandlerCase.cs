using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>A case about the inside of the kernel: handlers and FLBs through a few kernels, with everything read out at the end.</summary>
internal static class HandlerCase
{
    private const int MostKernels = 3;
    private const int Reserve = 30;

    private static readonly KernelMove[] Moves =
    [
        .. Of(KernelMove.PreserveNew, 30),
        .. Of(KernelMove.PreserveHeld, 10),
        .. Of(KernelMove.ScriptHandler, 12),
        .. Of(KernelMove.ScriptFlb, 7),
        .. Of(KernelMove.CloseSession, 10),
        .. Of(KernelMove.CloseFile, 4),
        .. Of(KernelMove.Die, 3),
        .. Of(KernelMove.FailReboot, 12),
        .. Of(KernelMove.GetOutgoing, 7),
        .. Of(KernelMove.PutOutgoing, 5),
        .. Of(KernelMove.GetIncoming, 8),
        .. Of(KernelMove.PutIncoming, 7),
        .. Of(KernelMove.RetrieveSession, 8),
        .. Of(KernelMove.RetrieveFile, 18),
        .. Of(KernelMove.Finish, 9),
        .. Of(KernelMove.List, 3),
        .. Of(KernelMove.Register, 4),
        .. Of(KernelMove.Unregister, 4),
        .. Of(KernelMove.RegisterFlb, 6),
        .. Of(KernelMove.Depend, 9),
        .. Of(KernelMove.PreserveOther, 6),
        .. Of(KernelMove.FailPreserve, 10),
        .. Of(KernelMove.RefuseFinish, 7),
        .. Of(KernelMove.FailRetrieve, 12),
        .. Of(KernelMove.FailFlbRetrieve, 4),
        .. Of(KernelMove.RegisterAnew, 4),
        .. Of(KernelMove.LookAtValue, 4),
        .. Of(KernelMove.ComeBack, 1),
    ];

    /// <summary>Makes the case.</summary>
    public static void Run(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        int kernels = 1 + choices.Below(MostKernels);
        if (choices.Chance(9))
        {
            KernelBursts.Any(scene);
        }

        HandlerMoves.SetUp(scene);
        for (int kernel = 0; kernel < kernels; kernel++)
        {
            int moves = 3 + choices.Below(9);
            for (int i = 0; i < moves && scene.Room > Reserve; i++)
            {
                if (StageMoves.Has(scene.State) && choices.Chance(30))
                {
                    StageMoves.Any(scene);
                    continue;
                }

                Do(scene, choices.Pick<KernelMove>(Moves));
            }

            if (kernel + 1 < kernels && scene.Room > Reserve)
            {
                Cross(scene);
            }
        }

        ReadOut(scene);
    }

    private static IEnumerable<KernelMove> Of(KernelMove move, int weight) => Enumerable.Repeat(move, weight);

    private static void Do(Scene scene, KernelMove move)
    {
        switch (move)
        {
            case KernelMove.PreserveNew:
                HandledFileMoves.PreserveNew(scene);
                break;
            case KernelMove.PreserveHeld:
                HandledFileMoves.PreserveHeld(scene);
                break;
            case KernelMove.ScriptHandler:
                HandlerMoves.Script(scene);
                break;
            case KernelMove.ScriptFlb:
                FlbMoves.Script(scene);
                break;
            case KernelMove.CloseSession:
                SessionMoves.CloseSession(scene);
                break;
            case KernelMove.CloseFile:
                scene.Do(new Close(scene.Pick(HoldingKind.Handled)));
                break;
            case KernelMove.Die:
                scene.Do(new Die());
                break;
            case KernelMove.FailReboot:
                HandledFileMoves.FailReboot(scene);
                break;
            case KernelMove.GetOutgoing:
                FlbMoves.Refer(scene, Verb.FlbGetOutgoing);
                break;
            case KernelMove.PutOutgoing:
                FlbMoves.Refer(scene, Verb.FlbPutOutgoing);
                break;
            case KernelMove.GetIncoming:
                FlbMoves.Refer(scene, Verb.FlbGetIncoming);
                break;
            case KernelMove.PutIncoming:
                FlbMoves.Refer(scene, Verb.FlbPutIncoming);
                break;
            case KernelMove.RetrieveSession:
                SessionMoves.RetrieveSession(scene);
                break;
            case KernelMove.RetrieveFile:
                HandledFileMoves.Retrieve(scene);
                break;
            case KernelMove.Finish:
                SessionMoves.Finish(scene);
                break;
            case KernelMove.List:
                scene.Do(new ListIncoming(HandlerMoves.Any(scene)));
                break;
            case KernelMove.Register:
                HandlerMoves.Register(scene);
                break;
            case KernelMove.Unregister:
                HandlerMoves.Unregister(scene);
                break;
            case KernelMove.RegisterFlb:
                FlbMoves.Register(scene);
                break;
            case KernelMove.Depend:
                HandledFileMoves.Depend(scene);
                break;
            case KernelMove.PreserveOther:
                HandledFileMoves.PreserveOther(scene);
                break;
            case KernelMove.FailPreserve:
                HandledFileMoves.FailPreserve(scene);
                break;
            case KernelMove.RefuseFinish:
                HandledFileMoves.RefuseFinish(scene);
                break;
            case KernelMove.FailRetrieve:
                HandledFileMoves.FailRetrieve(scene);
                break;
            case KernelMove.FailFlbRetrieve:
                FlbMoves.FailRetrieve(scene);
                break;
            case KernelMove.RegisterAnew:
                FlbMoves.RegisterAnew(scene);
                break;
            case KernelMove.LookAtValue:
                scene.Do(new GetHandlerValue(scene.Pick(HoldingKind.Handled)));
                break;
            default:
                scene.Do(new Load(ImageKind.Preserve, BootParameters.Default));
                scene.Do(new Reboot());
                scene.Do(new Unload());
                break;
        }
    }

    /// <summary>Goes into the next kernel, where most of the handlers and FLBs are registered again, in any order.</summary>
    private static void Cross(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        var kernel = scene.State.Kernel;
        HandlerMoves.Calm(scene);
        BootParameters parameters = choices.Chance(2)
            ? new BootParameters(null, ByteString.Of("off"), null)
            : BootParameters.Default;
        if (!scene.Do(new Kexec(parameters)) || kernel is null)
        {
            return;
        }

        if (choices.Chance(5))
        {
            scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
        }

        Arrive(scene, kernel, lossless: false);
        if (!choices.Chance(8))
        {
            scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
        }
    }

    /// <summary>Registers again what was registered in the kernel before, in any order.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="before">The kernel before.</param>
    /// <param name="lossless">Whether nothing is left out.</param>
    public static void Arrive(Scene scene, KernelState before, bool lossless)
    {
        ChoiceSource choices = scene.Choices;
        ModelHandler[] handlers = [.. before.Handlers.Where(static handler => handler.IsRegistered)];
        int first = handlers.Length == 0 ? 0 : choices.Below(handlers.Length);
        for (int i = 0; i < handlers.Length && i < 5; i++)
        {
            ModelHandler handler = handlers[(first + i) % handlers.Length];
            if (!lossless && choices.Chance(6))
            {
                continue;
            }

            Handle handle = scene.Fresh('h');
            scene.Do(new RegisterHandler(handle, handler.Compatible, handler.Kinds, handler.Without));
            foreach (Handle flb in handler.Flbs.Take(4))
            {
                FlbMoves.RegisterAgain(scene, handle, before.Flb(flb)!.Compatible);
            }

            if (choices.Chance(25))
            {
                scene.Do(new ListIncoming(handle));
            }
        }
    }

    /// <summary>Everything that should still be there is looked at, in the next kernel and perhaps in the one behind it.</summary>
    private static void ReadOut(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(25))
        {
            scene.Do(new Die());
        }

        if (choices.Chance(20) || scene.State.Kernel is not { } kernel)
        {
            return;
        }

        HandlerMoves.Calm(scene);
        if (!scene.Do(new Kexec(BootParameters.Default)))
        {
            return;
        }

        Arrive(scene, kernel, lossless: true);
        FlbMoves.LookAtIncoming(scene, 40);
        Handle device = Handle.Numbered('d', 9999);
        scene.Do(new OpenDevice(device), HoldingKind.Device);
        if ((scene.State.Differences & Differences.NoFinish) != Differences.None && choices.Chance(50))
        {
            HandledFileMoves.RefuseOnce(scene, HandlerMoves.Any(scene));
        }

        int number = 0;
        foreach (ModelSession session in scene.State.IncomingSessions.ToArray())
        {
            Handle handle = Handle.Numbered('i', 9000 + number);
            if (scene.Do(new RetrieveSession(handle, device, session.Name), HoldingKind.Incoming))
            {
                HandledFileMoves.RetrieveAll(scene, handle, number * 200);
            }

            number++;
            if (choices.Chance(60))
            {
                scene.Do(choices.Chance(40) ? new Close(handle) : new FinishSession(handle));
            }
        }

        FlbMoves.LookAtIncoming(scene, 50);
    }
}
