using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>As many FLBs as the page holds, and as many files of handlers as a block holds, and one more.</summary>
internal static class KernelBursts
{
    private const int FlbsOfPage = 63;
    private const int FilesOfBlock = 63;

    /// <summary>The room that the greatest burst wants, its read-out included.</summary>
    private const int Room = 320;

    /// <summary>Makes one of the bursts, if there is room for it.</summary>
    public static void Any(Scene scene)
    {
        if (scene.Room < Room)
        {
            return;
        }

        if (!scene.Choices.Chance(35))
        {
            Flbs(scene);
        }
        else
        {
            Files(scene);
        }
    }

    private static void Flbs(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle handler = scene.Fresh('h');
        scene.Do(new RegisterHandler(handler, ByteString.Of("full"), 1, HandlerCallbacks.None));
        int count = choices.Pick<int>([FlbsOfPage, FlbsOfPage, FlbsOfPage - 1, FlbsOfPage + 1]);
        for (int i = 0; i < count; i++)
        {
            scene.Do(
                new RegisterFlb(Handle.Numbered('b', 3000 + i), handler, MagicNames.Numbered[i], FlbCallbacks.None)
            );
        }

        ByteString name = choices.Chance(60) ? MagicNames.Numbered[0] : MagicNames.Numbered[count];
        scene.Do(new RegisterFlb(scene.Fresh('b'), handler, name, FlbCallbacks.None));
        scene.Do(new LinkFlb(Handle.Numbered('b', 3000), handler));
    }

    private static void Files(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        scene.Do(new RegisterHandler(scene.Fresh('h'), ByteString.Of("many"), 1, HandlerCallbacks.None));
        Handle device = scene.Fresh('d');
        scene.Do(new OpenDevice(device), HoldingKind.Device);
        Handle session = scene.Fresh('s');
        scene.Do(new CreateSession(session, device, ByteString.Of("many")), HoldingKind.Outgoing);
        int count = FilesOfBlock - 1 + choices.Below(3);
        for (int i = 0; i < count; i++)
        {
            Handle file = Handle.Numbered('f', 3000 + i);
            scene.Do(new CreateHandlerFile(file, 0, 0x1000 + (ulong)i, 0, default), HoldingKind.Handled);
            scene.Do(new PreserveFd(session, file, (ulong)i));
        }

        if (choices.Chance(50))
        {
            scene.Do(new Close(session));
        }
    }
}
