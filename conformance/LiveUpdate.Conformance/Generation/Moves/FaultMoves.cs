using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Allocations and copy-outs that fail: the operation that wants one, the same again, and a look at what may have been left behind.</summary>
internal static class FaultMoves
{
    /// <summary>One of them; nothing where the target has no injected faults.</summary>
    public static void Any(Scene scene)
    {
        if (!scene.Features.HasFlag(Features.Faults))
        {
            PreservationMoves.SetUp(scene);
            return;
        }

        ChoiceSource choices = scene.Choices;
        switch (choices.Below(scene.Features.HasFlag(Features.KernelMemory) ? 15 : 12))
        {
            case > 11:
                Record(scene);
                break;
            case > 9:
                CopyOut(scene);
                break;
            case 0:
                CreateSession(scene);
                break;
            case 1 or 2 or 3:
                Preserve(scene);
                break;
            case 4:
                HandOver(scene, opens: true);
                RetrieveSession(scene);
                break;
            case 5 or 6 or 7:
                RetrieveFd(scene);
                break;
            case 8:
                HandOver(scene, opens: false);
                Open(scene);
                break;
            default:
                Load(scene);
                break;
        }
    }

    private static void CreateSession(Scene scene)
    {
        Handle device = SessionMoves.Device(scene);
        ByteString name = SessionMoves.NewName(scene);
        Handle session = scene.Fresh('s');
        Twice(scene, new CreateSession(session, device, name), HoldingKind.Outgoing, most: 4);
        Count(scene);
    }

    private static void Preserve(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!scene.TryPick(HoldingKind.Outgoing, out Handle session))
        {
            session = scene.Fresh('s');
            Handle device = SessionMoves.Device(scene);
            scene.Do(new CreateSession(session, device, SessionMoves.NewName(scene)), HoldingKind.Outgoing);
        }

        FileMoves.MakeFile(scene);
        if (!scene.TryPick(HoldingKind.Memory, out Handle file) || PreservationMoves.IsTooBig(scene, file))
        {
            return;
        }

        var preserve = new PreserveFd(session, file, PreservationMoves.NewToken(scene, session));
        if (choices.Chance(35))
        {
            // The last allocation of a preserve, where most has to be undone.
            scene.Do(new Inject(7 + (ulong)choices.Below(2)));
        }
        else
        {
            Inject(scene, most: 14);
        }

        scene.Do(preserve);
        switch (choices.Below(4))
        {
            case 0:
                scene.Do(new Truncate(file, choices.Pick<ulong>([1, 0, 4097])));
                break;
            case 1:
                scene.Do(new Fallocate(file, 0, 0, 1));
                break;
            case 2:
                FileMoves.LookAt(scene, file, 60);
                break;
        }

        if (choices.Chance(55))
        {
            scene.Do(preserve);
        }
        else if (choices.Chance(60))
        {
            scene.Do(new Close(file));
        }
    }

    private static void RetrieveSession(Scene scene)
    {
        Handle device = SessionMoves.Device(scene);
        ByteString name = SessionMoves.NameToRetrieve(scene);
        Twice(scene, new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming, most: 1);
        Count(scene);
    }

    private static void RetrieveFd(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle session = Incoming(scene);
        ulong token = PreservationMoves.TokenToRetrieve(scene, session);
        Handle file = scene.Fresh('m');
        if (choices.Chance(12))
        {
            Inject(scene, most: 2);
            scene.Do(choices.Chance(50) ? new FinishSession(session) : new Close(session));
            return;
        }

        Twice(scene, new RetrieveFd(file, session, token), HoldingKind.Memory, most: 5);
        FileMoves.LookAt(scene, file, 60);
        Count(scene);
        if (choices.Chance(30))
        {
            scene.Do(choices.Chance(50) ? new FinishSession(session) : new Close(session));
        }
    }

    /// <summary>A preserve inside the kernel that needs nodes of the tracker: of an order that was not recorded before, mostly.</summary>
    private static void Record(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle target = scene.Fresh('k');
        bool isFolio = choices.Chance(45);
        ulong count = choices.Pick<ulong>([3, 7, 12, 13, 31]);
        Operation make = isFolio
            ? new KhoFolio(target, choices.Pick<ulong>([1, 2, 3, 4, 5, 6, 9]), null)
            : new KhoPages(target, count, null);
        if (!scene.Do(make, HoldingKind.Special))
        {
            return;
        }

        Operation preserve = isFolio ? new KhoPreserveFolio(target) : new KhoPreservePages(target, 0, count);
        Inject(scene, most: isFolio ? 5 : 10);
        scene.Do(preserve);
        scene.Do(new KhoKeys());
        if (choices.Chance(60))
        {
            scene.Do(preserve);
            scene.Do(new KhoKeys());
        }
    }

    /// <summary>A LUO call whose answer cannot be written, or one before it whose answer can; then the same call again.</summary>
    private static void CopyOut(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        switch (choices.Below(6))
        {
            case 0:
                Handle device = SessionMoves.Device(scene);
                AskTwice(
                    scene,
                    new CreateSession(scene.Fresh('s'), device, SessionMoves.NewName(scene)),
                    HoldingKind.Outgoing
                );
                break;
            case 1:
                HandOver(scene, opens: true);
                device = SessionMoves.Device(scene);
                AskTwice(
                    scene,
                    new RetrieveSession(scene.Fresh('i'), device, SessionMoves.NameToRetrieve(scene)),
                    HoldingKind.Incoming
                );
                break;
            case 2:
                Handle session = PreservationMoves.Session(scene);
                FileMoves.MakeMemfd(scene);
                if (scene.TryPick(HoldingKind.Memory, out Handle file) && !PreservationMoves.IsTooBig(scene, file))
                {
                    ulong token = PreservationMoves.NewToken(scene, session);
                    AskTwice(scene, new PreserveFd(session, file, token), HoldingKind.Special);
                }

                break;
            case 3:
                session = Incoming(scene);
                file = scene.Fresh('m');
                ulong wanted = PreservationMoves.TokenToRetrieve(scene, session);
                AskTwice(scene, new RetrieveFd(file, session, wanted), HoldingKind.Memory);
                FileMoves.LookAt(scene, file, 50);
                break;
            case 4:
                session = Incoming(scene);
                AskTwice(scene, new FinishSession(session), HoldingKind.Special);
                scene.Do(new RetrieveFd(scene.Fresh('m'), session, PreservationMoves.TokenToRetrieve(scene, session)));
                break;
            default:
                AskTwice(scene, new GetName(PreservationMoves.Session(scene)), HoldingKind.Special);
                break;
        }

        Count(scene);
    }

    private static void AskTwice(Scene scene, Operation operation, HoldingKind makes)
    {
        scene.Do(new Inject(null, scene.Choices.Chance(85) ? 1UL : 2));
        scene.Do(operation, makes);
        scene.Do(operation, makes);
    }

    private static void Open(Scene scene) =>
        Twice(scene, new OpenDevice(scene.Fresh('d')), HoldingKind.Device, most: 8);

    private static void Load(Scene scene)
    {
        BootMoves.Load(scene);
        Inject(scene, most: 1);
        BootMoves.Load(scene);
        scene.Do(new Reboot());
    }

    /// <summary>An incoming session; one is retrieved when none is held.</summary>
    private static Handle Incoming(Scene scene)
    {
        if (!scene.TryPick(HoldingKind.Incoming, out Handle session))
        {
            HandOver(scene, opens: true);
            session = scene.Fresh('i');
            Handle device = SessionMoves.Device(scene);
            scene.Do(new RetrieveSession(session, device, SessionMoves.NameToRetrieve(scene)), HoldingKind.Incoming);
        }

        return session;
    }

    /// <summary>Sees to it that a kernel runs that was handed something, and whose device is open or was never opened.</summary>
    private static void HandOver(Scene scene, bool opens)
    {
        ModelState state = scene.State;
        if (state.IncomingSessions.IsEmpty || (!opens && state.IsDeserialized))
        {
            PreservationMoves.SetUp(scene);
            scene.Do(new Kexec(BootParameters.Default));
        }

        if (opens)
        {
            _ = SessionMoves.Device(scene);
        }
    }

    /// <summary>An operation in which an allocation fails perhaps, and the same operation again.</summary>
    private static void Twice(Scene scene, Operation operation, HoldingKind makes, int most)
    {
        Inject(scene, most);
        scene.Do(operation, makes);
        scene.Do(operation, makes);
    }

    private static void Inject(Scene scene, int most) =>
        scene.Do(new Inject(1 + (ulong)scene.Choices.Below(scene.Choices.Chance(10) ? 4 * most : most)));

    private static void Count(Scene scene)
    {
        if (scene.Choices.Chance(40))
        {
            scene.Do(new CountFds());
        }
    }
}
