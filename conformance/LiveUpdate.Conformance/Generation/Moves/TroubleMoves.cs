using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Short scenes in which something is refused and then what must still hold is used at once.</summary>
internal static class TroubleMoves
{
    private const ulong HugePages = (1UL << 44) - 4095;

    /// <summary>One of the scenes.</summary>
    public static void Any(Scene scene)
    {
        switch (scene.Choices.Below(19))
        {
            case 0:
                UsedTokenAndBadFile(scene);
                break;
            case 1:
                RefusedPreserveThenChange(scene);
                break;
            case 2:
                RefusedFinishThenRetrieve(scene);
                break;
            case 3:
                OtherImageThenReboot(scene);
                break;
            case 4:
                BytesBehindNul(scene);
                break;
            case 5:
                FullTable(scene);
                break;
            case 6:
                PreserveSpecial(scene);
                break;
            case 7:
                PreserveHuge(scene);
                break;
            case 8:
                NearlyEqualNames(scene);
                break;
            case 9:
                FullTableThenRetrieve(scene);
                break;
            case 10:
                RetrieveAgain(scene);
                break;
            case 11:
                KernelWithoutHandover(scene);
                break;
            case 12:
                NeighbourLeaves(scene);
                break;
            case 13:
                SpeltParameters(scene);
                break;
            case 14:
                ExecSeal(scene);
                break;
            case 15:
                UnloadThenReboot(scene);
                break;
            case 16:
                OtherAccess(scene);
                break;
            case 17:
                NeverWritten(scene);
                break;
            default:
                SpanningWrite(scene);
                break;
        }
    }

    /// <summary>A second RETRIEVE_FD gives the same open file, its position included (LUO-FILE-08).</summary>
    private static void RetrieveAgain(Scene scene)
    {
        if (!TryGetIncomingWithFiles(scene, out Handle session))
        {
            return;
        }

        ulong token = PreservationMoves.UsedToken(scene, session);
        Handle file = scene.Fresh('m');
        scene.Do(new RetrieveFd(file, session, token));
        scene.Do(new Seek(file, scene.Choices.Pick<ulong>([1, 5, 4096, 4097])));
        if (scene.Choices.Chance(40))
        {
            scene.Do(new Close(file));
        }

        Handle again = scene.Fresh('m');
        scene.Do(new RetrieveFd(again, session, token));
        FileMoves.LookAt(scene, again, 80);
    }

    /// <summary>Two sessions take files in turn, so that their pages lie side by side, and one of them is closed (HK-23).</summary>
    private static void NeighbourLeaves(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = SessionMoves.Device(scene);
        Handle leaving = scene.Fresh('s');
        Handle staying = scene.Fresh('s');
        scene.Do(new CreateSession(leaving, device, SessionMoves.NewName(scene)), HoldingKind.Outgoing);
        scene.Do(new CreateSession(staying, device, SessionMoves.NewName(scene)), HoldingKind.Outgoing);
        int count = 2 + choices.Below(4);
        Span<Handle> files = stackalloc Handle[count];
        for (int i = 0; i < count; i++)
        {
            files[i] = scene.Fresh('m');
            scene.Do(new CreateMemfd(files[i], 1, scene.Fill(), CreateMemfd.DefaultFlags, ByteString.Empty));
        }

        int first = choices.Below(2);
        for (int i = 0; i < count; i++)
        {
            Handle session = (i + first) % 2 == 0 ? leaving : staying;
            scene.Do(new PreserveFd(session, files[i], PreservationMoves.NewToken(scene, session)));
        }

        scene.Do(new Close(leaving));
        scene.Do(new Kexec(BootParameters.Default));
        ReadOut.Arrive(scene, choices.Chance(30));
    }

    /// <summary>One parameter in a spelling of its own, and whether the device is there (KHO-CMD-01).</summary>
    private static void SpeltParameters(Scene scene)
    {
        ByteString spelling = BootMoves.Spelling(scene);
        BootParameters parameters = scene.Choices.Chance(60)
            ? new BootParameters(spelling, null, null)
            : new BootParameters(null, spelling, null);
        scene.Do(scene.Choices.Chance(70) ? new Kexec(parameters) : new ColdBoot(parameters));
        scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
    }

    /// <summary>F_SEAL_EXEC on an executable file seals writing too, on a retrieved one as well (MEMFD-28).</summary>
    private static void ExecSeal(Scene scene)
    {
        const ulong Exec = 0x20;
        Handle file;
        if (TryGetIncomingWithFiles(scene, out Handle session))
        {
            file = scene.Fresh('m');
            scene.Do(new RetrieveFd(file, session, PreservationMoves.UsedToken(scene, session)));
        }
        else if (!FileMoves.TryPickFile(scene, out file))
        {
            return;
        }

        scene.Do(new AddSeals(file, Exec));
        scene.Do(new GetSeals(file));
    }

    /// <summary>A file is preserved through a descriptor of another access or with O_APPEND, and comes back without it (MEMFD-11, MEMFD-19).</summary>
    private static void OtherAccess(Scene scene)
    {
        Handle session = PreservationMoves.Session(scene);
        Handle file = scene.Fresh('m');
        ulong size = scene.Choices.Pick<ulong>(MagicNumbers.SmallSizes);
        scene.Do(new CreateMemfd(file, size, scene.Fill(), CreateMemfd.DefaultFlags, ByteString.Empty));
        Handle other = scene.Fresh('m');
        scene.Do(new Reopen(other, file, scene.Choices.Pick<ulong>([0x402, 0, 1, 0x401])));
        scene.Do(new PreserveFd(session, other, PreservationMoves.NewToken(scene, session)));
        if (scene.Choices.Chance(60))
        {
            scene.Do(new Kexec(BootParameters.Default));
            ReadOut.Arrive(scene, false);
        }
    }

    /// <summary>Pages that were allocated and never written come back as zeros (MEMFD-05).</summary>
    private static void NeverWritten(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle session = PreservationMoves.Session(scene);
        Handle file = scene.Fresh('m');
        ulong size = choices.Pick<ulong>(MagicNumbers.SmallSizes);
        scene.Do(new CreateMemfd(file, size, null, CreateMemfd.DefaultFlags, ByteString.Empty));
        scene.Do(new Fallocate(file, choices.Chance(50) ? 1UL : 0, 0, size + 1));
        scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
        scene.Do(new Kexec(BootParameters.Default));
        ReadOut.Arrive(scene, false);
    }

    /// <summary>An image that was unloaded is not there for the reboot (LUO-REBOOT-01).</summary>
    private static void UnloadThenReboot(Scene scene)
    {
        scene.Do(new Load(ImageKind.File, BootParameters.Default));
        scene.Do(new Unload());
        scene.Do(new Reboot());
    }

    /// <summary>What a kernel without KHO or LUO was given is not there in the one behind it.</summary>
    private static void KernelWithoutHandover(Scene scene)
    {
        ByteString off = ByteString.Of("off");
        PreservationMoves.SetUp(scene);
        BootParameters parameters = scene.Choices.Chance(50)
            ? new BootParameters(off, null, null)
            : new BootParameters(null, off, null);
        scene.Do(new Kexec(parameters));
        if (scene.Choices.Chance(50))
        {
            scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
        }

        scene.Do(new Kexec(BootParameters.Default));
        ReadOut.ProbeSessions(scene, 2);
    }

    /// <summary>A token that is taken, with a descriptor that would be refused for itself (LUO-FILE-01).</summary>
    private static void UsedTokenAndBadFile(Scene scene)
    {
        Handle session = PreservationMoves.Session(scene);
        if (scene.State.SessionOf(session) is not { IsIncoming: false } known)
        {
            return;
        }

        if (known.Files.IsEmpty)
        {
            PreserveNew(scene, session, out _);
        }

        ulong token = PreservationMoves.UsedToken(scene, session);
        Handle file = scene.Choices.Below(4) switch
        {
            0 => scene.Stale(),
            1 => Special(scene),
            2 => scene.Pick(HoldingKind.Memory),
            _ => PathOnly(scene),
        };
        scene.Do(new PreserveFd(session, file, token));
    }

    /// <summary>A refused PRESERVE_FD leaves the file, the token and the session as they were (LUO-FILE-04, MEMFD-08).</summary>
    private static void RefusedPreserveThenChange(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle session = PreservationMoves.Session(scene);
        PreserveNew(scene, session, out Handle owned);
        ulong token = PreservationMoves.UsedToken(scene, session);
        FileMoves.MakeFile(scene);
        if (!scene.TryPick(HoldingKind.Memory, out Handle file) || file == owned)
        {
            return;
        }

        scene.Do(new PreserveFd(session, file, token));
        ulong size = scene.State.MemoryFileOf(file)?.Size ?? 0;
        Operation change = choices.Below(3) switch
        {
            0 => new Truncate(file, Math.Min(size, PreservationMoves.MostBytes) + 1),
            1 => new WriteFile(file, Math.Min(size, PreservationMoves.MostBytes), 1, scene.Fill()),
            _ => new Fallocate(file, 0, 0, Math.Min(size, PreservationMoves.MostBytes) + 1),
        };
        scene.Do(change);
        if (!PreservationMoves.IsTooBig(scene, file))
        {
            scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
        }
    }

    /// <summary>FINISH with a reserved field that is not 0 finishes nothing (LUO-FILE-11).</summary>
    private static void RefusedFinishThenRetrieve(Scene scene)
    {
        if (!TryGetIncomingWithFiles(scene, out Handle session))
        {
            return;
        }

        scene.Do(new FinishSession(session, scene.Choices.Pick<ulong>([1, 0x80000000, 0x100, 2])));
        scene.Do(new RetrieveFd(scene.Fresh('m'), session, PreservationMoves.TokenToRetrieve(scene, session)));
    }

    /// <summary>An image of another kind, and a reboot: through it, through the one before, or refused.</summary>
    private static void OtherImageThenReboot(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(40))
        {
            scene.Do(new Load(ImageKind.File, BootParameters.Default));
        }

        var kind = (ImageKind)choices.Pick<byte>([2, 1, 3]);
        scene.Do(new Load(kind, BootParameters.Default));
        if (choices.Chance(60))
        {
            PreservationMoves.SetUp(scene);
        }

        scene.Do(choices.Chance(50) ? new Reboot() : new Kexec(BootParameters.Default));
        if (kind == ImageKind.Preserve)
        {
            ReadOut.LookAtHeld(scene, 3);
            scene.Do(new Unload());
        }
        else
        {
            ReadOut.ProbeSessions(scene, 2);
        }
    }

    /// <summary>Names end at the first NUL, whatever is behind it (LUO-SESS-01).</summary>
    private static void BytesBehindNul(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = SessionMoves.Device(scene);
        ByteString name = choices.Pick(scene.Profile.Names).UpToNul();
        scene.Do(new CreateSession(scene.Fresh('s'), device, WithTail(name, 'x')), HoldingKind.Outgoing);
        if (choices.Chance(50))
        {
            scene.Do(new CreateSession(scene.Fresh('s'), device, WithTail(name, 'y')), HoldingKind.Outgoing);
            return;
        }

        scene.Do(new Kexec(BootParameters.Default));
        device = SessionMoves.Device(scene);
        scene.Do(new RetrieveSession(scene.Fresh('i'), device, WithTail(name, 'y')), HoldingKind.Incoming);
    }

    /// <summary>With no descriptor number left, EMFILE comes before every other error but the framing's.</summary>
    private static void FullTable(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = SessionMoves.Device(scene);
        Handle session = scene.Pick(HoldingKind.Incoming);
        scene.Do(new LimitFds(0));
        switch (choices.Below(5))
        {
            case 0:
                scene.Do(new OpenDevice(scene.Fresh('d')), HoldingKind.Device);
                break;
            case 1:
                ByteString name = choices.Chance(50)
                    ? choices.Pick<ByteString>(MagicNames.Refused)
                    : SessionMoves.NewName(scene);
                scene.Do(new CreateSession(scene.Fresh('s'), device, name), HoldingKind.Outgoing);
                break;
            case 2:
                scene.Do(
                    new RetrieveSession(scene.Fresh('i'), device, SessionMoves.NameToRetrieve(scene)),
                    HoldingKind.Incoming
                );
                break;
            case 3:
                ulong token = PreservationMoves.TokenToRetrieve(scene, session);
                scene.Do(new RetrieveFd(scene.Fresh('m'), session, token));
                scene.Do(new LimitFds(null));
                scene.Do(new RetrieveFd(scene.Fresh('m'), session, token));
                break;
            default:
                scene.Do(
                    new RetrieveFd(scene.Fresh('m'), session, PreservationMoves.TokenToRetrieve(scene, session) + 1)
                );
                break;
        }

        scene.Do(new LimitFds(null));
    }

    /// <summary>A RETRIEVE_SESSION for which there is no descriptor leaves the session retrievable (LUO-SESS-13).</summary>
    private static void FullTableThenRetrieve(Scene scene)
    {
        if (!TryFindWaiting(scene, out ByteString name))
        {
            PreservationMoves.SetUp(scene);
            scene.Do(new Kexec(BootParameters.Default));
            if (!TryFindWaiting(scene, out name))
            {
                return;
            }
        }

        Handle device = SessionMoves.Device(scene);
        scene.Do(new LimitFds(0));
        scene.Do(new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming);
        scene.Do(new LimitFds(null));
        scene.Do(new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming);
    }

    /// <summary>A descriptor that no handler accepts (MEMFD-01).</summary>
    private static void PreserveSpecial(Scene scene)
    {
        Handle session = PreservationMoves.Session(scene);
        Handle file = scene.Choices.Below(6) switch
        {
            0 => session,
            1 => scene.Pick(HoldingKind.Device),
            _ => Special(scene),
        };
        scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
    }

    /// <summary>A file of more pages than can be recorded, all of them holes (MEMFD-16).</summary>
    private static void PreserveHuge(Scene scene)
    {
        Handle session = PreservationMoves.Session(scene);
        Handle file = scene.Fresh('m');
        ulong size = scene.Choices.Pick<ulong>([HugePages, 1UL << 44, 1UL << 45, (1UL << 63) - 1, (1UL << 44) + 1]);
        scene.Do(new CreateMemfd(file, size, null, CreateMemfd.DefaultFlags, ByteString.Empty));
        scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
        scene.Do(new Truncate(file, scene.Choices.Pick<ulong>(MagicNumbers.SmallSizes)));
        scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
    }

    /// <summary>Names that differ in little from one that is there are other names.</summary>
    private static void NearlyEqualNames(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        Handle device = SessionMoves.Device(scene);
        ReadOnlySpan<ModelSession> sessions = scene.State.IncomingSessions.IsEmpty
            ? scene.State.OutgoingSessions
            : scene.State.IncomingSessions;
        if (sessions.IsEmpty)
        {
            scene.Do(new CreateSession(scene.Fresh('s'), device, ByteString.Of("session")), HoldingKind.Outgoing);
            scene.Do(new Kexec(BootParameters.Default));
            device = SessionMoves.Device(scene);
            sessions = scene.State.IncomingSessions;
            if (sessions.IsEmpty)
            {
                return;
            }
        }

        ByteString name = Nearly(choices, sessions[choices.Below(sessions.Length)].Name);
        if (scene.State.IncomingSessions.IsEmpty)
        {
            scene.Do(new CreateSession(scene.Fresh('s'), device, name), HoldingKind.Outgoing);
        }
        else
        {
            scene.Do(new RetrieveSession(scene.Fresh('i'), device, name), HoldingKind.Incoming);
        }
    }

    /// <summary>A write to a frozen file that crosses its end from an earlier window (MEMFD-07).</summary>
    private static void SpanningWrite(Scene scene)
    {
        // Half a thousand pages are dear, so this is rare.
        if (scene.Profile.Theme != CaseTheme.BigFiles && scene.Choices.Below(7) != 6)
        {
            RefusedPreserveThenChange(scene);
            return;
        }

        ChoiceSource choices = scene.Choices;
        Handle session = PreservationMoves.Session(scene);
        Handle file = scene.Fresh('m');
        ulong size = MagicNumbers.Window + choices.Pick<ulong>([1, 0, 100, MagicNumbers.Page]);
        scene.Do(new CreateMemfd(file, size, null, CreateMemfd.DefaultFlags, ByteString.Empty));
        if (choices.Chance(70))
        {
            scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
        }
        else
        {
            scene.Do(new AddSeals(file, 4));
        }

        ulong at = choices.Pick<ulong>([0, MagicNumbers.Window - 1, 1, MagicNumbers.Window]);
        ulong length = choices.Pick<ulong>([MagicNumbers.Window + 1, 2 * MagicNumbers.Window, size, size + 1 - at]);
        scene.Do(new WriteFile(file, at, length, scene.Fill()));
        scene.Do(new Stat(file));
        FileMoves.LookAt(scene, file, 40);
    }

    private static void PreserveNew(Scene scene, Handle session, out Handle file)
    {
        file = scene.Fresh('m');
        ulong size = scene.Choices.Pick<ulong>(MagicNumbers.SmallSizes);
        scene.Do(new CreateMemfd(file, size, scene.Fill(), CreateMemfd.DefaultFlags, ByteString.Empty));
        scene.Do(new PreserveFd(session, file, PreservationMoves.NewToken(scene, session)));
    }

    private static Handle Special(Scene scene)
    {
        FileMoves.MakeSpecial(scene);
        return scene.Pick(HoldingKind.Special);
    }

    private static Handle PathOnly(Scene scene)
    {
        if (!FileMoves.TryPickFile(scene, out Handle file))
        {
            return scene.Stale();
        }

        Handle path = scene.Fresh('m');
        scene.Do(new Reopen(path, file, 0x200000));
        return path;
    }

    private static bool TryGetIncomingWithFiles(Scene scene, out Handle session)
    {
        foreach (Holding holding in scene.Holdings)
        {
            if (holding.Kind == HoldingKind.Incoming && scene.State.SessionOf(holding.Handle)?.Files.IsEmpty == false)
            {
                session = holding.Handle;
                return true;
            }
        }

        foreach (ModelSession waiting in scene.State.IncomingSessions)
        {
            if (!waiting.IsRetrieved && !waiting.Files.IsEmpty)
            {
                Handle device = SessionMoves.Device(scene);
                session = scene.Fresh('i');
                return scene.Do(new RetrieveSession(session, device, waiting.Name), HoldingKind.Incoming);
            }
        }

        session = default;
        return false;
    }

    private static bool TryFindWaiting(Scene scene, out ByteString name)
    {
        foreach (ModelSession session in scene.State.IncomingSessions)
        {
            if (!session.IsRetrieved)
            {
                name = session.Name;
                return true;
            }
        }

        name = ByteString.Empty;
        return false;
    }

    /// <summary>A name with bytes behind its NUL, where there is room for them.</summary>
    public static ByteString WithTail(ByteString name, char tail)
    {
        if (name.Length > 61)
        {
            return name;
        }

        Span<byte> bytes = stackalloc byte[name.Length + 2];
        name.Span.CopyTo(bytes);
        bytes[name.Length] = 0;
        bytes[^1] = (byte)tail;
        return new ByteString(bytes);
    }

    private static ByteString Nearly(ChoiceSource choices, ByteString name)
    {
        if (name.Length == 0)
        {
            return ByteString.Of("a");
        }

        byte[] bytes = name.Span.ToArray();
        switch (choices.Below(5))
        {
            case 0:
                bytes[^1] ^= 0x20;
                break;
            case 1:
                return new ByteString(bytes.AsSpan(0, bytes.Length - 1));
            case 2 when bytes.Length < 63:
                return new ByteString([.. bytes, (byte)'a']);
            case 3:
                bytes[0] ^= 0x20;
                break;
            default:
                bytes[^1]++;
                break;
        }

        return new ByteString(bytes);
    }
}
