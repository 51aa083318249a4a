using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>What a profile asks for around the operations of Linux: its states, its triggers, its objects.</summary>
internal static class ProfileMoves
{
    private static readonly ByteString[] ObjectNames = [.. "a b c pstore ima".Split(' ').Select(ByteString.Of)];

    /// <summary>Whether a profile has anything of its own to do.</summary>
    /// <param name="state">A state.</param>
    public static bool Has(ModelState state) =>
        state.Alternative is not null || (state.Differences & Differences.UnpreserveOrdered) != Differences.None;

    /// <summary>Mostly what makes an operation work under the profile, and at times something of the profile's own.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="operation">What comes next.</param>
    public static void Before(Scene scene, Operation operation)
    {
        Differences differences = scene.State.Differences;
        if ((differences & Differences.GlobalStates) != Differences.None)
        {
            BeforeWithStates(scene, operation);
        }
        else if (scene.State.Alternative is null)
        {
            if (operation.Verb is Verb.Close or Verb.Kexec or Verb.PreserveFd or Verb.Die && scene.Choices.Chance(20))
            {
                Unpreserve(scene);
            }
        }
        else if (scene.Profile.Theme is CaseTheme.Handlers or CaseTheme.KernelMemory)
        {
            BeforeInKernel(scene, operation);
        }
        else if (scene.Choices.Chance(12))
        {
            AnyOfKernel(scene);
        }
        else if (operation.Verb is Verb.Kexec && scene.Choices.Chance(60))
        {
            BeforeKexec(scene);
        }
    }

    /// <summary>
    /// What a case about the inside of the kernel has made is not given up for something of the profile's own: only before a jump
    /// is there more of it.
    /// </summary>
    private static void BeforeInKernel(Scene scene, Operation operation)
    {
        ChoiceSource choices = scene.Choices;
        bool hasFinalize = scene.State.Differences.HasFlag(Differences.FinalizeStep);
        bool isOfMemory = scene.Profile.Theme == CaseTheme.KernelMemory;
        if (scene.Trace.Count == 0 && hasFinalize && isOfMemory && choices.Chance(50))
        {
            scene.Do(new Kexec(FinalizeMoves.WithoutLuo));
        }
        else if (operation.Verb is Verb.Kexec or Verb.Reboot)
        {
            if (hasFinalize)
            {
                BeforeNotified(scene, isOfMemory);
            }

            FinalizeMoves.BeforeJump(scene);
            if (choices.Chance(30))
            {
                Put(scene);
            }
        }
        else if (choices.Chance(3))
        {
            AnyObject(scene);
        }
        else if (hasFinalize && choices.Chance(3))
        {
            NotifierMoves.Any(scene);
        }
    }

    /// <summary>Notifiers are told of a jump, and at times do not let it happen at first.</summary>
    private static void BeforeNotified(Scene scene, bool isOfMemory)
    {
        ChoiceSource choices = scene.Choices;
        if (!isOfMemory && scene.State.IsLuoEnabled && choices.Chance(45))
        {
            int sessions = choices.Below(3);
            for (int i = 0; i < sessions; i++)
            {
                SessionMoves.CreateSession(scene);
                HandledFileMoves.PreserveNew(scene);
            }

            NotifierMoves.FailReboot(scene);
        }

        NotifierMoves.Calm(scene);
    }

    private static void BeforeWithStates(Scene scene, Operation operation)
    {
        ChoiceSource choices = scene.Choices;
        LuoStage stage = scene.State.Alternative!.Stage;
        switch (operation.Verb)
        {
            case Verb.CreateSession or Verb.PreserveFd when stage != LuoStage.Normal && choices.Chance(75):
                Set(scene, stage == LuoStage.Updated ? EventKind.Finish : EventKind.Cancel);
                break;
            case Verb.Kexec or Verb.Reboot when stage == LuoStage.Normal && choices.Chance(85):
                Set(scene, EventKind.Prepare);
                if (choices.Chance(40))
                {
                    Set(scene, EventKind.Freeze);
                    if (choices.Chance(40) && scene.TryPick(HoldingKind.Memory, out Handle memory))
                    {
                        // The position that crosses is the one before.
                        scene.Do(new Seek(memory, 1 + (ulong)choices.Below(9)));
                    }
                }

                break;
            default:
                if (choices.Chance(6))
                {
                    AnyOfStates(scene);
                }

                break;
        }
    }

    private static void AnyOfStates(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        switch (choices.Below(4))
        {
            case 0:
                Set(scene, (EventKind)choices.Below(4));
                break;
            case 1:
                scene.Do(new LuoState(SessionMoves.Device(scene)));
                break;
            default:
                Unpreserve(scene);
                break;
        }
    }

    private static void Set(Scene scene, EventKind kind) => scene.Do(new LuoEvent(SessionMoves.Device(scene), kind));

    /// <summary>Unpreserves the file that was preserved last, and often preserves it again; at times another file, or none.</summary>
    private static void Unpreserve(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle handle = scene.Pick(choices.Chance(8) ? HoldingKind.Incoming : HoldingKind.Outgoing);
        if (scene.State.SessionOf(handle) is not { Files.IsEmpty: false } session)
        {
            scene.Do(new UnpreserveFd(handle, 1));
            return;
        }

        // Any of them where the kernel keeps the order; mostly the last one where programs must.
        bool keepsOrder = (scene.State.Differences & Differences.UnpreserveOrdered) != Differences.None;
        ModelFile file = session.Files[^1];
        ulong token = choices.Below(10) switch
        {
            < 6 when !keepsOrder => file.Token,
            < 9 => session.Files[choices.Below(session.Files.Length)].Token,
            _ => file.Token + 1,
        };
        if (!scene.Do(new UnpreserveFd(handle, token)) || !choices.Chance(60))
        {
            return;
        }

        if (scene.TryPick(HoldingKind.Memory, out Handle memory) && !PreservationMoves.IsTooBig(scene, memory))
        {
            scene.Do(new PreserveFd(handle, memory, choices.Chance(60) ? token : token + 7));
        }
    }

    private static void AnyOfKernel(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        bool hasFinalize = scene.State.Differences.HasFlag(Differences.FinalizeStep);
        switch (choices.Below(hasFinalize ? 16 : 4))
        {
            case < 10:
                AnyObject(scene);
                break;
            case < 13:
                scene.Do(new KhoFinalize());
                break;
            case 13 when scene.Room > 20:
                FinalizeMoves.Some(scene);
                break;
            case 14 when scene.Room > 20:
                NotifierMoves.Any(scene);
                break;
            default:
                scene.Do(new KhoAbort());
                break;
        }
    }

    private static void AnyObject(Scene scene)
    {
        if (scene.Choices.Chance(50))
        {
            Put(scene);
        }
        else
        {
            Take(scene);
        }
    }

    /// <summary>Something to hand over, triggered in the way that the next kernel needs, or not.</summary>
    private static void BeforeKexec(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        NotifierMoves.Calm(scene);
        Put(scene);
        if ((scene.State.Differences & Differences.FinalizeStep) == Differences.None)
        {
            return;
        }

        if (scene.State.IsLuoEnabled && choices.Chance(50))
        {
            scene.Do(new Kexec(new BootParameters(null, ByteString.Of("off"), null)));
            Put(scene);
        }

        if (choices.Chance(70))
        {
            scene.Do(new KhoFinalize());
        }

        if (choices.Chance(25))
        {
            Put(scene);
        }

        if (choices.Chance(25))
        {
            scene.Do(new KhoAbort());
            Put(scene);
        }

        scene.Do(new Kexec(new BootParameters(null, ByteString.Of(choices.Chance(50) ? "off" : "on"), null)));
        Take(scene);
    }

    private static void Put(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        bool several = (scene.State.Differences & Differences.SeveralVersions) != Differences.None;
        ulong versions = several || choices.Chance(5) ? (ulong)choices.Below(16) : 1;
        scene.Do(new PutObject(choices.Pick<ByteString>(ObjectNames), scene.Fill(), versions == 0 ? 3 : versions));
    }

    private static void Take(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        var incoming = scene.State.Alternative!.Incoming;
        ByteString name =
            incoming.IsEmpty || choices.Chance(15)
                ? choices.Pick<ByteString>(ObjectNames)
                : incoming[choices.Below(incoming.Length)].Name;
        bool several = (scene.State.Differences & Differences.SeveralVersions) != Differences.None;
        ulong knows = several ? (ulong)choices.Below(16) : 1;
        if (scene.Do(new TakeObject(name, knows)) && choices.Chance(40))
        {
            scene.Do(new TakeObject(name, PutObject.AllVersions));
        }
        else if (choices.Chance(40))
        {
            scene.Do(new TakeObject(name, PutObject.AllVersions));
        }
    }
}
