using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Preserving files and getting them back.</summary>
internal static class PreservationMoves
{
    /// <summary>The greatest size of a file that is preserved: more would only cost time.</summary>
    public const ulong MostBytes = 8UL << 20;

    private const ulong MostRecordable = uint.MaxValue * MagicNumbers.Page;

    /// <summary>PRESERVE_FD: mostly of a free file into an outgoing session under a free token.</summary>
    public static void Preserve(Scene scene)
    {
        Handle session = Session(scene);
        Handle file = Candidate(scene);
        if (!IsTooBig(scene, file))
        {
            scene.Do(new PreserveFd(session, file, NewToken(scene, session)));
        }
    }

    /// <summary>A new device, session and memfd, and the memfd preserved.</summary>
    public static void SetUp(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = SessionMoves.Device(scene);
        Handle session;
        if (choices.Chance(40) && scene.TryPick(HoldingKind.Outgoing, out Handle old))
        {
            session = old;
        }
        else
        {
            session = scene.Fresh('s');
            scene.Do(new CreateSession(session, device, SessionMoves.NewName(scene)), HoldingKind.Outgoing);
        }

        int files = 1 + choices.Below(4);
        for (int i = 0; i < files; i++)
        {
            FileMoves.MakeFile(scene);
            if (choices.Chance(30))
            {
                FileMoves.Change(scene);
            }

            if (scene.TryPick(HoldingKind.Memory, out Handle file) && !IsTooBig(scene, file))
            {
                scene.Do(new PreserveFd(session, file, NewToken(scene, session)));
            }
        }

        if (choices.Chance(50))
        {
            FileMoves.Change(scene);
        }
    }

    /// <summary>The same file a second time: through the same descriptor, a copy or another open file; here or in another session.</summary>
    public static void PreserveTwice(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!TryPickOwned(scene, out Handle file))
        {
            Preserve(scene);
            return;
        }

        switch (choices.Below(4))
        {
            case 0:
                break;
            case 1:
                Handle copy = scene.Fresh('m');
                scene.Do(new Dup(copy, file));
                file = copy;
                break;
            default:
                Handle other = scene.Fresh('m');
                scene.Do(new Reopen(other, file, choices.Pick<ulong>([2, 0, 1, 0x402, 0x200000])));
                file = other;
                break;
        }

        Handle session = Session(scene);
        ulong token = choices.Chance(25) ? UsedToken(scene, session) : NewToken(scene, session);
        scene.Do(new PreserveFd(session, file, token));
    }

    /// <summary>Finishes an incoming session and preserves a file of it again, under another or the same name and token.</summary>
    public static void PreserveAgain(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (!scene.TryPick(HoldingKind.Incoming, out Handle incoming))
        {
            SessionMoves.RetrieveSession(scene);
            if (!scene.TryPick(HoldingKind.Incoming, out incoming))
            {
                return;
            }
        }

        ModelSession? session = scene.State.SessionOf(incoming);
        if (session is null || session.Files.IsEmpty)
        {
            return;
        }

        ulong token = session.Files[choices.Below(session.Files.Length)].Token;
        Handle file = scene.Fresh('m');
        scene.Do(new RetrieveFd(file, incoming, token));
        if (choices.Chance(25))
        {
            scene.Do(new Seek(file, choices.Pick<ulong>([1, 5, 4096, 4097])));
        }
        else if (choices.Chance(40))
        {
            FileMoves.Change(scene);
        }

        if (!choices.Chance(15))
        {
            scene.Do(choices.Chance(30) ? new Close(incoming) : new FinishSession(incoming));
        }

        Handle device = SessionMoves.Device(scene);
        Handle outgoing;
        if (choices.Chance(40) && scene.TryPick(HoldingKind.Outgoing, out Handle held))
        {
            outgoing = held;
        }
        else
        {
            outgoing = scene.Fresh('s');
            ByteString name = choices.Chance(60) ? session.Name : SessionMoves.NewName(scene);
            scene.Do(new CreateSession(outgoing, device, name), HoldingKind.Outgoing);
        }

        if (!IsTooBig(scene, file))
        {
            scene.Do(new PreserveFd(outgoing, file, choices.Chance(50) ? token : NewToken(scene, outgoing)));
        }
    }

    /// <summary>RETRIEVE_FD: mostly of a token that is there.</summary>
    public static void Retrieve(Scene scene)
    {
        if (scene.CountOf(HoldingKind.Incoming) == 0 && !scene.Choices.Chance(15))
        {
            if (scene.State.IncomingSessions.IsEmpty)
            {
                Preserve(scene);
                return;
            }

            SessionMoves.RetrieveSession(scene);
        }

        Handle session = scene.Pick(scene.Choices.Chance(6) ? HoldingKind.Outgoing : HoldingKind.Incoming);
        scene.Do(new RetrieveFd(scene.Fresh('m'), session, TokenToRetrieve(scene, session)));
    }

    /// <summary>Retrieves sessions and files of them, in any order and not always all.</summary>
    public static void RetrieveMany(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = SessionMoves.Device(scene);
        int wanted = 1 + choices.Below(3);
        for (int n = 0; n < wanted && !scene.State.IncomingSessions.IsEmpty; n++)
        {
            Handle session = scene.Fresh('i');
            ByteString name = SessionMoves.NameToRetrieve(scene);
            if (!scene.Do(new RetrieveSession(session, device, name), HoldingKind.Incoming))
            {
                continue;
            }

            int files = scene.State.SessionOf(session)?.Files.Length ?? 0;
            for (int i = 0; i < files && i < 8 && !choices.Chance(20); i++)
            {
                Handle file = scene.Fresh('m');
                scene.Do(new RetrieveFd(file, session, TokenToRetrieve(scene, session)));
                FileMoves.LookAt(scene, file, 40);
            }

            if (choices.Chance(30))
            {
                scene.Do(new FinishSession(session));
            }
        }
    }

    /// <summary>A token that a session does not have, mostly.</summary>
    public static ulong NewToken(Scene scene, Handle sessionHandle)
    {
        ModelSession? session = scene.State.SessionOf(sessionHandle);
        ReadOnlySpan<ulong> tokens = scene.Profile.Tokens;
        int first = scene.Choices.Below(tokens.Length);
        if (session is null || scene.Choices.Chance(scene.Profile.Refusals))
        {
            return tokens[first];
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            ulong token = tokens[(first + i) % tokens.Length];
            if (!Has(session, token))
            {
                return token;
            }
        }

        return scene.Choices.Chance(50)
            ? (ulong)session.Files.Length + 100
            : Near(scene, session.Files[scene.Choices.Below(session.Files.Length)].Token);
    }

    /// <summary>A token to retrieve by: mostly one of the session's, at times one that nearly is.</summary>
    public static ulong TokenToRetrieve(Scene scene, Handle sessionHandle)
    {
        ChoiceSource choices = scene.Choices;
        ModelSession? session = scene.State.SessionOf(sessionHandle);
        if (session is not null && !session.Files.IsEmpty && !choices.Chance(10))
        {
            return session.Files[choices.Below(session.Files.Length)].Token;
        }

        return choices.Chance(50) && session is not null && !session.Files.IsEmpty
            ? Near(scene, session.Files[choices.Below(session.Files.Length)].Token)
            : choices.Pick(scene.Profile.Tokens);
    }

    /// <summary>Whether preserving a file would only cost time.</summary>
    public static bool IsTooBig(Scene scene, Handle file) =>
        scene.State.MemoryFileOf(file) is { Size: > MostBytes and <= MostRecordable };

    /// <summary>A session to preserve into.</summary>
    public static Handle Session(Scene scene)
    {
        if (scene.CountOf(HoldingKind.Outgoing) == 0 && !scene.Choices.Chance(10))
        {
            SessionMoves.CreateSession(scene);
        }

        return scene.Pick(scene.Choices.Chance(5) ? HoldingKind.Incoming : HoldingKind.Outgoing);
    }

    private static Handle Candidate(Scene scene)
    {
        int draw = scene.Choices.Below(100);
        if (draw < 70)
        {
            if (TryPickFree(scene, out Handle free))
            {
                return free;
            }

            FileMoves.MakeFile(scene);
            return scene.Pick(HoldingKind.Memory);
        }

        return draw switch
        {
            < 86 => scene.Pick(HoldingKind.Memory),
            < 90 when scene.TryPick(HoldingKind.Special, out Handle special) => special,
            < 92 => scene.Pick(HoldingKind.Outgoing),
            < 93 when scene.TryPick(HoldingKind.Incoming, out Handle incoming) => incoming,
            < 96 => scene.Pick(HoldingKind.Device),
            < 97 when scene.TryPick(HoldingKind.Mapping, out Handle mapping) => mapping,
            _ => scene.Stale(),
        };
    }

    private static bool TryPickFree(Scene scene, out Handle handle) => TryPickMemory(scene, owned: false, out handle);

    private static bool TryPickOwned(Scene scene, out Handle handle) => TryPickMemory(scene, owned: true, out handle);

    private static bool TryPickMemory(Scene scene, bool owned, out Handle handle)
    {
        ReadOnlySpan<Holding> holdings = scene.Holdings;
        int first = holdings.IsEmpty ? 0 : scene.Choices.Below(holdings.Length);
        for (int i = 0; i < holdings.Length; i++)
        {
            Holding holding = holdings[(first + i) % holdings.Length];
            if (
                holding.Kind == HoldingKind.Memory
                && scene.State.MemoryFileOf(holding.Handle) is { } file
                && (file.OwnerSessionId != 0) == owned
            )
            {
                handle = holding.Handle;
                return true;
            }
        }

        handle = default;
        return false;
    }

    /// <summary>A token that a session has.</summary>
    public static ulong UsedToken(Scene scene, Handle sessionHandle)
    {
        ModelSession? session = scene.State.SessionOf(sessionHandle);
        return session is null || session.Files.IsEmpty
            ? scene.Choices.Pick(scene.Profile.Tokens)
            : session.Files[scene.Choices.Below(session.Files.Length)].Token;
    }

    /// <summary>A token that an implementation which keeps too few bits, or one too many, would confuse with another.</summary>
    private static ulong Near(Scene scene, ulong token) =>
        scene.Choices.Below(6) switch
        {
            0 => token + 1,
            1 => token ^ (1UL << 32),
            2 => token ^ (1UL << 63),
            3 => token & uint.MaxValue,
            4 => token - 1,
            _ => token ^ (1UL << 31),
        };

    private static bool Has(ModelSession session, ulong token)
    {
        foreach (ModelFile file in session.Files)
        {
            if (file.Token == token)
            {
                return true;
            }
        }

        return false;
    }
}
