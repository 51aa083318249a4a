using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Files that scripted handlers take: making, preserving and retrieving them, and making that fail.</summary>
internal static class HandledFileMoves
{
    /// <summary>Preserves a few new files in one session.</summary>
    public static void PreserveNew(Scene scene)
    {
        Handle session = PreservationMoves.Session(scene);
        int files = 1 + scene.Choices.Below(4);
        for (int i = 0; i < files; i++)
        {
            Handle file = Make(scene);
            scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
        }
    }

    /// <summary>Preserves a file that is there, preserved already or not; through a copy at times.</summary>
    public static void PreserveHeld(Scene scene)
    {
        Handle file = scene.Pick(HoldingKind.Handled);
        if (scene.Choices.Chance(15))
        {
            Handle copy = scene.Fresh('f');
            if (scene.Do(new Dup(copy, file)))
            {
                file = copy;
            }
        }

        Handle session = PreservationMoves.Session(scene);
        ulong token = scene.Choices.Chance(20)
            ? PreservationMoves.UsedToken(scene, session)
            : PreservationMoves.NewToken(scene, session);
        scene.Do(new PreserveFd(session, file, token));
    }

    /// <summary>Lets a preserve fail, in a handler or in one of its FLBs, and tries again.</summary>
    public static void FailPreserve(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(50))
        {
            RunOutOfMemory(scene);
            return;
        }

        if (choices.Chance(50))
        {
            scene.Do(
                new ScriptFlb(
                    Unused(scene),
                    FlbCallbacks.Preserve,
                    HandlerMoves.Error(scene),
                    0,
                    ScriptFlb.DefaultObject,
                    1
                )
            );
        }
        else
        {
            scene.Do(
                new ScriptHandler(
                    HandlerMoves.Any(scene),
                    HandlerCallbacks.Preserve,
                    HandlerMoves.Error(scene),
                    null,
                    1,
                    default
                )
            );
        }

        Handle session = PreservationMoves.Session(scene);
        Handle file = Make(scene);
        ulong token = PreservationMoves.NewToken(scene, session);
        scene.Do(new PreserveFd(session, file, token));
        scene.Do(new PreserveFd(session, file, token));
    }

    /// <summary>Lets an allocation of a preserve fail, mostly one between the callbacks, and tries again; the end of the session shows what is left.</summary>
    private static void RunOutOfMemory(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(50))
        {
            // Only an FLB that nothing depends on yet has something to undo.
            FlbMoves.Register(scene);
        }

        Handle session = PreservationMoves.Session(scene);
        Handle file = Make(scene);
        var preserve = new PreserveFd(session, file, PreservationMoves.NewToken(scene, session));
        scene.Do(new Inject(choices.Pick<ulong>([1, 2, 3, 3, 3, 4])));
        scene.Do(preserve);
        scene.Do(new Inject(null));
        scene.Do(preserve);
        if (choices.Chance(40))
        {
            scene.Do(new Close(session));
        }
    }

    /// <summary>An FLB behind others of its handler that nothing depends on yet, where there is one.</summary>
    private static Handle Unused(Scene scene)
    {
        Handle any = FlbMoves.Any(scene);
        foreach (ModelHandler handler in scene.State.Kernel?.Handlers ?? [])
        {
            Handle last = handler.Flbs.Count > 1 ? handler.Flbs[^1] : default;
            if (!last.IsNone && scene.State.Kernel!.Flb(last) is { OutgoingCount: 0 })
            {
                return last;
            }
        }

        return any;
    }

    /// <summary>Lets one of the freezes of a reboot fail, and tries again at times.</summary>
    public static void FailReboot(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        int sessions = choices.Pick<int>([3, 2, 3, 3]);
        for (int i = 0; i < sessions; i++)
        {
            SessionMoves.CreateSession(scene);
            PreserveNew(scene);
        }

        // It fails at the last of the handler's files, or before it.
        Handle handler = HandlerMoves.Any(scene);
        int files = CountFiles(scene, handler);
        int before = choices.Chance(35) ? choices.Below(Math.Max(1, files)) : 0;
        ulong nth = (ulong)Math.Max(1, files - before);
        ulong? data = choices.Chance(30) ? 0x99 : null;
        scene.Do(new ScriptHandler(handler, HandlerCallbacks.Freeze, HandlerMoves.Error(scene), data, nth, default));
        if (scene.Do(new Kexec(BootParameters.Default)))
        {
            HandlerMoves.SetUp(scene);
        }
    }

    /// <summary>How many files of a handler are preserved.</summary>
    public static int CountFiles(Scene scene, Handle handler)
    {
        int count = 0;
        foreach (ModelSession session in scene.State.OutgoingSessions)
        {
            foreach (ModelFile file in session.Files)
            {
                count += file.Handled?.Handler == handler ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>A file that depends on another, preserved behind it or without it.</summary>
    public static void Depend(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle needed;
        if (choices.Chance(30))
        {
            needed = scene.Fresh('m');
            scene.Do(new CreateMemfd(needed, 1, 1, CreateMemfd.DefaultFlags, ByteString.Empty));
        }
        else
        {
            needed = Make(scene);
        }

        Handle file = scene.Fresh('f');
        scene.Do(new CreateHandlerFile(file, Kind(scene), Value(scene), 0, needed), HoldingKind.Handled);
        Handle session = PreservationMoves.Session(scene);
        if (choices.Chance(70))
        {
            Handle where = session;
            if (choices.Chance(45))
            {
                SessionMoves.CreateSession(scene);
                where = scene.TryPick(HoldingKind.Outgoing, out Handle youngest) ? youngest : session;
            }

            scene.Do(new PreserveFd(where, needed, PreservationMoves.NewToken(scene, where)));
        }

        scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
    }

    /// <summary>Something that no scripted handler takes: a memfd, a pipe, a file with a name.</summary>
    public static void PreserveOther(Scene scene)
    {
        Handle session = PreservationMoves.Session(scene);
        Handle file = scene.Fresh('m');
        switch (scene.Choices.Below(3))
        {
            case 0:
                scene.Do(new CreateMemfd(file, 4096, scene.Fill(), CreateMemfd.DefaultFlags, ByteString.Empty));
                break;
            case 1:
                scene.Do(new CreateSpecial(file, SpecialKind.Eventfd), HoldingKind.Special);
                break;
            default:
                scene.Do(new CreateTmpfile(file, 1, null, 1));
                break;
        }

        scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
    }

    /// <summary>RETRIEVE_FD: mostly of a token that is there.</summary>
    public static void Retrieve(Scene scene)
    {
        if (scene.CountOf(HoldingKind.Incoming) == 0)
        {
            if (scene.State.IncomingSessions.IsEmpty)
            {
                PreserveNew(scene);
                return;
            }

            SessionMoves.RetrieveSession(scene);
        }

        Handle session = scene.Pick(HoldingKind.Incoming);
        int files = 1 + scene.Choices.Below(3);
        for (int i = 0; i < files; i++)
        {
            ulong token = PreservationMoves.TokenToRetrieve(scene, session);
            scene.Do(new RetrieveFd(scene.Fresh('f'), session, token), HoldingKind.Handled);
        }
    }

    /// <summary>Lets a retrieve fail, and asks again.</summary>
    public static void FailRetrieve(Scene scene)
    {
        scene.Do(
            new ScriptHandler(
                HandlerMoves.Any(scene),
                HandlerCallbacks.Retrieve,
                HandlerMoves.Error(scene),
                null,
                1,
                default
            )
        );
        Retrieve(scene);
        if (scene.TryPick(HoldingKind.Incoming, out Handle session))
        {
            ulong token = PreservationMoves.TokenToRetrieve(scene, session);
            scene.Do(new RetrieveFd(scene.Fresh('f'), session, token), HoldingKind.Handled);
            scene.Do(new RetrieveFd(scene.Fresh('f'), session, token), HoldingKind.Handled);
        }
    }

    /// <summary>Lets a handler refuse to finish, and ends the session.</summary>
    public static void RefuseFinish(Scene scene)
    {
        if (scene.CountOf(HoldingKind.Incoming) == 0 && !scene.State.IncomingSessions.IsEmpty)
        {
            SessionMoves.RetrieveSession(scene);
        }

        _ = scene.TryPick(HoldingKind.Incoming, out Handle session);
        RefuseOnce(scene, Concerned(scene, session));
        if (!session.IsNone && (scene.State.Differences & Differences.NoFinish) != Differences.None)
        {
            CloseRetrieved(scene, session);
        }
        else if (!session.IsNone)
        {
            scene.Do(scene.Choices.Chance(45) ? new Close(session) : new FinishSession(session));
            scene.Do(scene.Choices.Chance(45) ? new Close(session) : new FinishSession(session));
        }
    }

    /// <summary>Lets a handler say once, at one of its next files, that it cannot be finished.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="nth">At which of its next files, or 0 to leave it to chance.</param>
    public static void RefuseOnce(Scene scene, Handle handler, ulong nth = 0) =>
        scene.Do(
            new ScriptHandler(
                handler,
                HandlerCallbacks.CanFinish,
                Errno.EBUSY,
                null,
                nth > 0 ? nth : 1 + (ulong)scene.Choices.Below(3),
                default
            )
        );

    /// <summary>Closes a session of which no file waits, and looks whether it and its files are kept.</summary>
    private static void CloseRetrieved(Scene scene, Handle session)
    {
        ModelSession? closing = scene.State.SessionOf(session);
        Handle file = default;
        foreach (ModelFile waiting in closing is { IsIncoming: true } ? closing.Files : [])
        {
            Handle made = scene.Fresh('f');
            if (waiting.IsWaiting && scene.Do(new RetrieveFd(made, session, waiting.Token), HoldingKind.Handled))
            {
                file = made;
            }
        }

        scene.Do(new Close(session));
        if (closing is not null && scene.Choices.Chance(60))
        {
            scene.Do(
                new RetrieveSession(scene.Fresh('i'), SessionMoves.Device(scene), closing.Name),
                HoldingKind.Incoming
            );
        }

        if (!file.IsNone && scene.Choices.Chance(40))
        {
            Handle other = PreservationMoves.Session(scene);
            scene.Do(new PreserveFd(other, file, PreservationMoves.NewToken(scene, other)));
        }
    }

    /// <summary>The handler of one of a session's files; any handler where there is none.</summary>
    public static Handle Concerned(Scene scene, Handle session)
    {
        Handle any = HandlerMoves.Any(scene);
        foreach (ModelFile file in scene.State.SessionOf(session) is { } incoming ? incoming.Files : [])
        {
            if (file.Handled is { Handler.IsNone: false } handled)
            {
                return handled.Handler;
            }
        }

        return any;
    }

    /// <summary>Retrieves all files of a session, from whichever on, forwards or backwards, and looks at them.</summary>
    public static void RetrieveAll(Scene scene, Handle session, int number)
    {
        ChoiceSource choices = scene.Choices;
        ModelFile[] files = scene.State.SessionOf(session)!.Files.ToArray();
        int first = files.Length == 0 ? 0 : choices.Below(files.Length);
        int step = files.Length > 2 && choices.Chance(50) ? files.Length - 1 : 1;
        for (int i = 0; i < files.Length && !scene.IsFull; i++)
        {
            ModelFile file = files[(first + i * step) % files.Length];
            if (files.Length < 12 && choices.Chance(12))
            {
                continue;
            }

            Handle handle = Handle.Numbered('f', 9000 + number + i);
            HoldingKind kind = file.Handled is null ? HoldingKind.Memory : HoldingKind.Handled;
            if (scene.Do(new RetrieveFd(handle, session, file.Token), kind) && kind == HoldingKind.Handled)
            {
                if (choices.Chance(60))
                {
                    scene.Do(new GetHandlerValue(handle));
                }
            }
        }
    }

    /// <summary>Makes a file that scripted handlers take.</summary>
    public static Handle Make(Scene scene)
    {
        Handle file = scene.Fresh('f');
        ulong stands = scene.Choices.Chance(12) ? 1 + (ulong)scene.Choices.Below(2) : 0;
        scene.Do(new CreateHandlerFile(file, Kind(scene), Value(scene), stands, default), HoldingKind.Handled);
        return file;
    }

    private static ulong Kind(Scene scene) => scene.Choices.Chance(25) ? 1UL : 0;

    /// <summary>A number that no other file of the case has, mostly.</summary>
    private static ulong Value(Scene scene) =>
        scene.Choices.Chance(4) ? ulong.MaxValue - (ulong)scene.Choices.Below(3) : scene.Fill();
}
