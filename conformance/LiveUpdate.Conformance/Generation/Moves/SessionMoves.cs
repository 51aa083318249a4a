using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Opening the device, making sessions and getting them back.</summary>
internal static class SessionMoves
{
    /// <summary>Opens the device: mostly when it is not open.</summary>
    public static void OpenDevice(Scene scene)
    {
        if (scene.State.IsDeviceBusy && !scene.Choices.Chance(scene.Profile.Theme == CaseTheme.Device ? 50 : 12))
        {
            CreateSession(scene);
            return;
        }

        ulong flags = scene.Choices.Chance(12) ? (ulong)scene.Choices.Below(2) : 2;
        ulong by = scene.Choices.Chance(12) ? 1UL : 0;
        scene.Do(new OpenDevice(scene.Fresh('d'), flags, by), HoldingKind.Device);
    }

    /// <summary>A device handle; opens the device first when it is closed, but not always.</summary>
    public static Handle Device(Scene scene)
    {
        if (
            scene.CountOf(HoldingKind.Device) == 0
            && scene.State is { IsDeviceBusy: false, IsLuoEnabled: true }
            && !scene.Choices.Chance(4)
        )
        {
            scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
        }

        return scene.Pick(HoldingKind.Device);
    }

    /// <summary>Makes a session.</summary>
    public static void CreateSession(Scene scene)
    {
        Handle device = Device(scene);
        scene.Do(new CreateSession(scene.Fresh('s'), device, NewName(scene)), HoldingKind.Outgoing);
    }

    /// <summary>A name for a new session.</summary>
    public static ByteString NewName(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(scene.Profile.Refusals))
        {
            return choices.Pick<ByteString>(MagicNames.Refused);
        }

        ModelState state = scene.State;
        if (!state.IncomingSessions.IsEmpty && choices.Chance(20))
        {
            // LUO-SESS-03: a name that an incoming session has.
            return state.IncomingSessions[choices.Below(state.IncomingSessions.Length)].Name;
        }

        return choices.Chance(12) ? choices.Pick<ByteString>(MagicNames.Odd) : choices.Pick(scene.Profile.Names);
    }

    /// <summary>Retrieves a session: mostly one that waits, at times one that is retrieved, outgoing, gone or unknown.</summary>
    public static void RetrieveSession(Scene scene)
    {
        if (scene.State.IncomingSessions.IsEmpty && scene.Choices.Chance(60))
        {
            CreateSession(scene);
            return;
        }

        Handle device = Device(scene);
        scene.Do(new RetrieveSession(scene.Fresh('i'), device, NameToRetrieve(scene)), HoldingKind.Incoming);
    }

    /// <summary>A name to retrieve a session by.</summary>
    public static ByteString NameToRetrieve(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        ModelState state = scene.State;
        int draw = choices.Below(100);
        if (draw < 72 && TryPickWaiting(scene, out ByteString? name))
        {
            return name;
        }

        ReadOnlySpan<ModelSession> sessions = draw < 85 ? state.IncomingSessions : state.OutgoingSessions;
        if (draw < 92 && !sessions.IsEmpty)
        {
            return sessions[choices.Below(sessions.Length)].Name;
        }

        if (draw < 97 && !state.LostSessions.IsEmpty)
        {
            return state.LostSessions[choices.Below(state.LostSessions.Length)].Name;
        }

        return choices.Chance(40) ? choices.Pick<ByteString>(MagicNames.Refused) : choices.Pick(scene.Profile.Names);
    }

    /// <summary>GET_NAME, at times with a reserved field that is not 0.</summary>
    public static void GetName(Scene scene) => scene.Do(new GetName(AnySession(scene), Reserved(scene)));

    /// <summary>FINISH, at times with a reserved field that is not 0 or on an outgoing session.</summary>
    public static void Finish(Scene scene)
    {
        HoldingKind kind = scene.Choices.Chance(10) ? HoldingKind.Outgoing : HoldingKind.Incoming;
        scene.Do(new FinishSession(scene.Pick(kind), Reserved(scene)));
    }

    /// <summary>Closes a session, and then often looks whether its name is free or its files are.</summary>
    public static void CloseSession(Scene scene)
    {
        HoldingKind kind = scene.Choices.Chance(40) ? HoldingKind.Incoming : HoldingKind.Outgoing;
        if (!scene.TryPick(kind, out Handle session))
        {
            return;
        }

        ByteString? name = scene.State.SessionOf(session)?.Name;
        scene.Do(new Close(session));
        if (name is null || scene.Choices.Chance(50))
        {
            return;
        }

        Handle device = Device(scene);
        if (kind == HoldingKind.Outgoing)
        {
            scene.Do(new CreateSession(scene.Fresh('s'), device, name), HoldingKind.Outgoing);
        }
        else
        {
            scene.Do(new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming);
        }
    }

    /// <summary>Reads the link of a session's descriptor.</summary>
    public static void Readlink(Scene scene) => scene.Do(new Readlink(AnySession(scene)));

    /// <summary>A session of either kind.</summary>
    public static Handle AnySession(Scene scene) =>
        scene.Pick(scene.Choices.Chance(50) ? HoldingKind.Incoming : HoldingKind.Outgoing);

    private static ulong Reserved(Scene scene) =>
        scene.Choices.Chance(scene.Profile.Refusals)
            ? scene.Choices.Pick<ulong>([1, 0x80000000, uint.MaxValue, 2, 0x10000, 0x100])
            : 0;

    private static bool TryPickWaiting(
        Scene scene,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ByteString? name
    )
    {
        ReadOnlySpan<ModelSession> incoming = scene.State.IncomingSessions;
        name = null;
        if (incoming.IsEmpty)
        {
            return false;
        }

        int first = scene.Choices.Below(incoming.Length);
        for (int i = 0; i < incoming.Length; i++)
        {
            ModelSession session = incoming[(first + i) % incoming.Length];
            if (!session.IsRetrieved)
            {
                name = session.Name;
                return true;
            }
        }

        return false;
    }
}
