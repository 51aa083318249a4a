using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Handlers where LUO has a state: events that they refuse, that are taken back, and sessions that end in between.</summary>
internal static class StageMoves
{
    /// <summary>Whether LUO has a state.</summary>
    /// <param name="state">A state.</param>
    public static bool Has(ModelState state) => (state.Differences & Differences.GlobalStates) != Differences.None;

    /// <summary>Any of it.</summary>
    public static void Any(Scene scene)
    {
        switch (scene.Choices.Below(6))
        {
            case 0:
                FailPrepare(scene);
                break;
            case 1:
                FailFreeze(scene);
                break;
            case 2:
                TakeBack(scene);
                break;
            case 3:
                EndPrepared(scene);
                break;
            case 4:
                Finish(scene);
                break;
            default:
                HandOver(scene);
                break;
        }
    }

    /// <summary>An event.</summary>
    public static bool Set(Scene scene, EventKind kind) => scene.Do(new LuoEvent(SessionMoves.Device(scene), kind));

    private static void FailPrepare(Scene scene)
    {
        Populate(scene);
        Refuse(scene, HandlerCallbacks.Prepare);
        Set(scene, EventKind.Prepare);
        if (scene.Choices.Chance(50))
        {
            Set(scene, EventKind.Prepare);
        }
    }

    private static void FailFreeze(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Populate(scene);
        Set(scene, EventKind.Prepare);
        Refuse(scene, HandlerCallbacks.Freeze);
        Set(scene, EventKind.Freeze);
        switch (choices.Below(4))
        {
            case 0:
                Set(scene, EventKind.Freeze);
                break;
            case 1:
                Set(scene, EventKind.Cancel);
                break;
            case 2:
                Jump(scene);
                break;
            default:
                break;
        }
    }

    private static void TakeBack(Scene scene)
    {
        Populate(scene);
        Set(scene, EventKind.Prepare);
        if (scene.Choices.Chance(60))
        {
            Set(scene, EventKind.Freeze);
        }

        Set(scene, EventKind.Cancel);
    }

    private static void EndPrepared(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Populate(scene);
        Set(scene, EventKind.Prepare);
        if (choices.Chance(60))
        {
            Set(scene, EventKind.Freeze);
        }

        if (choices.Chance(25))
        {
            scene.Do(new Die());
        }
        else if (scene.TryPick(HoldingKind.Outgoing, out Handle session))
        {
            scene.Do(new Close(session));
        }
    }

    /// <summary>The event FINISH over sessions retrieved and not, which a handler refuses at times.</summary>
    private static void Finish(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (scene.State.IncomingSessions.IsEmpty)
        {
            HandOver(scene);
        }

        if (choices.Chance(50) && !scene.State.IncomingSessions.IsEmpty)
        {
            HandledFileMoves.Retrieve(scene);
        }

        if (choices.Chance(40))
        {
            EndRefused(scene);
            return;
        }

        if (choices.Chance(60))
        {
            HandledFileMoves.RefuseOnce(scene, HandlerMoves.Any(scene));
        }

        Set(scene, EventKind.Finish);
        if (choices.Chance(50))
        {
            Set(scene, EventKind.Finish);
        }
    }

    /// <summary>The event ends what a handler kept when its session was closed, and it is looked for.</summary>
    private static void EndRefused(Scene scene)
    {
        if (!scene.TryPick(HoldingKind.Incoming, out Handle session))
        {
            SessionMoves.RetrieveSession(scene);
        }

        if (session.IsNone && !scene.TryPick(HoldingKind.Incoming, out session))
        {
            return;
        }

        ByteString? name = scene.State.SessionOf(session)?.Name;
        HandledFileMoves.RefuseOnce(scene, HandledFileMoves.Concerned(scene, session), nth: 1);
        scene.Do(new Close(session));
        Set(scene, EventKind.Finish);
        if (name is not null)
        {
            scene.Do(new RetrieveSession(scene.Fresh('i'), SessionMoves.Device(scene), name), HoldingKind.Incoming);
        }
    }

    /// <summary>Into the next kernel, with the events that it needs or without them.</summary>
    private static void HandOver(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Populate(scene);
        if (choices.Chance(75))
        {
            Set(scene, EventKind.Prepare);
            if (choices.Chance(60))
            {
                Set(scene, EventKind.Freeze);
            }
        }

        Jump(scene);
    }

    private static void Jump(Scene scene)
    {
        KernelState? before = scene.State.Kernel;
        if (scene.DoPlainly(new Kexec(BootParameters.Default)) && before is not null)
        {
            HandlerCase.Arrive(scene, before, lossless: true);
            scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
        }
    }

    /// <summary>Sessions with handlers' files, so that there is something to prepare.</summary>
    private static void Populate(Scene scene)
    {
        LuoStage stage = scene.State.Alternative!.Stage;
        if (stage != LuoStage.Normal)
        {
            Set(scene, stage == LuoStage.Updated ? EventKind.Finish : EventKind.Cancel);
        }

        int sessions = 1 + scene.Choices.Below(3);
        for (int i = 0; i < sessions; i++)
        {
            SessionMoves.CreateSession(scene);
            HandledFileMoves.PreserveNew(scene);
        }
    }

    /// <summary>Lets a handler refuse one of its files, mostly one of the last.</summary>
    private static void Refuse(Scene scene, HandlerCallbacks callback)
    {
        ChoiceSource choices = scene.Choices;
        Handle handler = HandlerMoves.Any(scene);
        int files = HandledFileMoves.CountFiles(scene, handler);
        int before = choices.Chance(40) ? choices.Below(Math.Max(1, files)) : 0;
        ulong nth = (ulong)Math.Max(1, files - before);
        scene.Do(new ScriptHandler(handler, callback, HandlerMoves.Error(scene), null, nth, default));
    }
}
