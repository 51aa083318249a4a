using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>As many sessions or files as fit a serialization block, with failing operations exactly there (LUO-SESS-09, LUO-FILE-15).</summary>
internal static class Bursts
{
    private static readonly int[] SessionCounts = [51, 52, 50, 103, 102, 101];
    private static readonly int[] FileCounts = [63, 64, 62, 127, 126, 125, 129];

    /// <summary>The room that the greatest burst wants, its read-out included.</summary>
    public const int Room = 420;

    /// <summary>Makes sessions up to a block's limit.</summary>
    public static void Sessions(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = scene.Fresh('d');
        scene.Do(new OpenDevice(device), HoldingKind.Device);
        int count = choices.Pick<int>(SessionCounts);
        int troubles = choices.Below(4);
        for (int i = 0; i < count; i++)
        {
            ByteString name = MagicNames.Numbered[i];
            Handle session = Handle.Numbered('s', 2000 + i);
            scene.Do(new CreateSession(session, device, name), HoldingKind.Outgoing);
            bool atLimit = (i + 1) % 51 is 50 or 0 or 1;
            if (atLimit && troubles > 0 && choices.Chance(60))
            {
                Trouble(scene, device, session, name);
            }

            if (choices.Chance(6))
            {
                Handle file = scene.Fresh('m');
                ulong size = choices.Pick<ulong>(MagicNumbers.SmallSizes);
                scene.Do(new CreateMemfd(file, size, scene.Fill(), CreateMemfd.DefaultFlags, ByteString.Empty));
                scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
            }
        }
    }

    /// <summary>Preserves files in one session up to a block's limit.</summary>
    public static void Files(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = scene.Fresh('d');
        scene.Do(new OpenDevice(device), HoldingKind.Device);
        Handle session = scene.Fresh('s');
        scene.Do(new CreateSession(session, device, choices.Pick(scene.Profile.Names)), HoldingKind.Outgoing);
        int count = choices.Pick<int>(FileCounts);
        ulong first = choices.Pick<ulong>([0, 1, 1UL << 32, ulong.MaxValue - 200]);
        bool closes = choices.Chance(50);
        bool troubles = choices.Chance(60);
        for (int i = 0; i < count; i++)
        {
            Handle file = Handle.Numbered('m', 2000 + i);
            ulong size = choices.Chance(12) ? choices.Pick<ulong>(MagicNumbers.SmallSizes) : 1;
            scene.Do(new CreateMemfd(file, size, scene.Fill(), CreateMemfd.DefaultFlags, ByteString.Empty));
            ulong token = first + (ulong)i;
            scene.Do(new PreserveFd(session, file, token));
            if (troubles && (i + 1) % 63 is 62 or 0 or 1 && choices.Chance(60))
            {
                scene.Do(new PreserveFd(session, file, choices.Chance(50) ? token : token + 1000));
                scene.Do(new PreserveFd(session, scene.Stale(), token + 1000));
            }

            if (closes)
            {
                scene.Do(new Close(file));
            }
        }
    }

    private static void Trouble(Scene scene, Handle device, Handle session, ByteString name)
    {
        switch (scene.Choices.Below(4))
        {
            case 0:
                scene.Do(new CreateSession(scene.Fresh('x'), device, name), HoldingKind.Outgoing);
                break;
            case 1:
                scene.Do(new CreateSession(scene.Fresh('x'), device, ByteString.Empty), HoldingKind.Outgoing);
                break;
            case 2:
                scene.Do(new Close(session));
                scene.Do(new CreateSession(session, device, name), HoldingKind.Outgoing);
                break;
            default:
                scene.Do(new LimitFds(0));
                scene.Do(new CreateSession(scene.Fresh('x'), device, ByteString.Of("over")), HoldingKind.Outgoing);
                scene.Do(new LimitFds(null));
                break;
        }
    }
}
