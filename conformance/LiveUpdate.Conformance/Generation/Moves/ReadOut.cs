using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>The end of a case: everything that should still be there is looked at, and what should be gone is asked for.</summary>
internal static class ReadOut
{
    /// <summary>Appends the read-out.</summary>
    public static void Append(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (scene.State.FreeDescriptors is not null)
        {
            scene.Do(new LimitFds(null));
        }

        if (choices.Chance(45))
        {
            LookAtHeld(scene, 10);
        }

        if (choices.Chance(12))
        {
            return;
        }

        scene.Do(new Kexec(BootParameters.Default));
        Arrive(scene, choices.Chance(50));
        if (choices.Chance(25) && scene.Room > 8)
        {
            scene.Do(new Kexec(BootParameters.Default));
            Arrive(scene, false);
        }
    }

    /// <summary>Opens the device, retrieves all sessions with all their files, and looks at everything.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="usesMemoryFirst">Whether memory is allocated before anything is retrieved (KHO-REST-05).</param>
    public static void Arrive(Scene scene, bool usesMemoryFirst)
    {
        if (!scene.State.IsLuoEnabled)
        {
            scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
            return;
        }

        ChoiceSource choices = scene.Choices;
        if (usesMemoryFirst && !scene.State.IncomingSessions.IsEmpty)
        {
            FileMoves.FillMemory(scene);
        }

        Handle device = Handle.Numbered('d', 9000);
        scene.Do(new OpenDevice(device), HoldingKind.Device);
        ReadOnlySpan<ModelSession> sessions = scene.State.IncomingSessions;
        int count = sessions.Length;
        int first = count == 0 ? 0 : choices.Below(count);
        int step = count > 2 && choices.Chance(50) ? count - 1 : 1;
        for (int i = 0; i < count; i++)
        {
            ModelSession session = sessions[(first + i * step) % count];
            if (!session.IsRetrieved)
            {
                RetrieveAll(scene, device, session, i);
            }
        }

        ProbeSessions(scene, 3);
    }

    /// <summary>Asks for sessions and tokens that must not be there.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="most">How many questions at most.</param>
    public static void ProbeSessions(Scene scene, int most)
    {
        Handle device = SessionMoves.Device(scene);
        ReadOnlySpan<LostSession> lost = scene.State.LostSessions;
        for (int i = 0; i < lost.Length && i < most; i++)
        {
            ByteString name = lost[lost.Length - 1 - i].Name;
            scene.Do(new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming);
        }

        if (scene.Choices.Chance(25))
        {
            ByteString name = SessionMoves.NameToRetrieve(scene);
            scene.Do(new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming);
        }
    }

    /// <summary>Looks at what the program holds.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="most">How many handles at most.</param>
    public static void LookAtHeld(Scene scene, int most)
    {
        ReadOnlySpan<Holding> holdings = scene.Holdings;
        int first = Math.Max(0, holdings.Length - most);
        for (int i = first; i < holdings.Length; i++)
        {
            Holding holding = holdings[i];
            switch (holding.Kind)
            {
                case HoldingKind.Memory:
                    FileMoves.LookAt(scene, holding.Handle, 60);
                    break;
                case HoldingKind.Outgoing or HoldingKind.Incoming:
                    scene.Do(new GetName(holding.Handle));
                    break;
            }
        }
    }

    private static void RetrieveAll(Scene scene, Handle device, ModelSession session, int number)
    {
        ChoiceSource choices = scene.Choices;
        Handle handle = Handle.Numbered('i', 9000 + number);
        if (!scene.Do(new RetrieveSession(handle, device, session.Name), HoldingKind.Incoming))
        {
            return;
        }

        if (choices.Chance(25))
        {
            scene.Do(new GetName(handle));
        }

        int count = session.Files.Length;
        bool isMany = count > 12;
        int first = count == 0 ? 0 : choices.Below(count);
        int step = count > 2 && choices.Chance(50) ? count - 1 : 1;
        Handle last = default;
        for (int i = 0; i < count && !scene.IsFull; i++)
        {
            ulong token = session.Files[(first + i * step) % count].Token;
            Handle file = Handle.Numbered('m', 9000 + number * 200 + i);
            if (scene.Do(new RetrieveFd(file, handle, token)))
            {
                last = file;
                LookAtRetrieved(scene, file, isMany);
            }
        }

        if (count == 0 || choices.Chance(20))
        {
            ulong token = PreservationMoves.TokenToRetrieve(scene, handle) ^ (choices.Chance(50) ? 1UL << 32 : 1);
            scene.Do(new RetrieveFd(scene.Fresh('m'), handle, token));
        }

        if (choices.Chance(60))
        {
            scene.Do(choices.Chance(30) ? new Close(handle) : new FinishSession(handle));
            if (!last.IsNone && choices.Chance(50))
            {
                FileMoves.LookAt(scene, last, 40);
            }
        }
    }

    private static void LookAtRetrieved(Scene scene, Handle file, bool isMany)
    {
        if (scene.State.MemoryFileOf(file) is not { } memory)
        {
            return;
        }

        if (!isMany)
        {
            FileMoves.LookAt(scene, file, 75);
            if (scene.Choices.Chance(8))
            {
                FileMoves.Change(scene);
            }

            return;
        }

        FileMoves.ReadAll(scene, file, memory);
    }
}
