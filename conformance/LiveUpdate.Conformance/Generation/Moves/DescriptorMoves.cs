using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Descriptors: copies, closing, too few of them, and the death of the agent.</summary>
internal static class DescriptorMoves
{
    /// <summary>Closes something.</summary>
    public static void Close(Scene scene)
    {
        HoldingKind kind = scene.Choices.Below(10) switch
        {
            < 4 => HoldingKind.Memory,
            4 => HoldingKind.Device,
            5 => HoldingKind.Outgoing,
            6 => HoldingKind.Incoming,
            7 => HoldingKind.Mapping,
            8 => HoldingKind.Special,
            _ => HoldingKind.Memory,
        };
        scene.Do(new Close(scene.Pick(kind)));
    }

    /// <summary>Copies a descriptor, and often closes the first one.</summary>
    public static void Dup(Scene scene)
    {
        HoldingKind kind = (HoldingKind)scene.Choices.Below(4);
        Handle from = scene.Pick(kind);
        if (scene.Do(new Dup(scene.Fresh('c'), from), kind) && scene.Choices.Chance(40))
        {
            scene.Do(new Close(from));
            if (kind is HoldingKind.Device)
            {
                scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
            }
        }
    }

    /// <summary>Leaves only a few more descriptors, or lifts the limit.</summary>
    public static void LimitFds(Scene scene)
    {
        if (scene.State.FreeDescriptors is not null && scene.Choices.Chance(50))
        {
            scene.Do(new LimitFds(null));
            return;
        }

        scene.Do(new LimitFds((ulong)scene.Choices.Below(4)));
        if (scene.State.FreeDescriptors is not 0 || scene.Choices.Chance(30))
        {
            return;
        }

        // What fails now must change nothing (LUO-IOC-05): try it, lift the limit and try again.
        switch (scene.Choices.Below(7))
        {
            case 0 or 1:
                SessionMoves.CreateSession(scene);
                break;
            case 2 or 3:
                SessionMoves.RetrieveSession(scene);
                break;
            case 4:
                scene.Do(new CreateSpecial(scene.Fresh('p'), (SpecialKind)scene.Choices.Below(4)));
                break;
            default:
                PreservationMoves.Retrieve(scene);
                break;
        }

        scene.Do(new CountFds());
        scene.Do(new LimitFds(null));
    }

    /// <summary>The agent dies; often a new one goes on at once.</summary>
    public static void Die(Scene scene)
    {
        scene.Do(new Die());
        if (scene.Choices.Chance(70))
        {
            ReadOut.ProbeSessions(scene, 3);
        }
    }
}
