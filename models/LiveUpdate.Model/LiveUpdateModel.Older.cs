using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>What kernels before 7.2 do otherwise (LUO-OLD-01 to LUO-OLD-10).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>The name in the name field of CREATE_SESSION; one that fills the field may be cut.</summary>
    private static ByteString NameIn(ModelState state, ByteString field, Expectation into)
    {
        ByteString name = field.UpToNul();
        if (state.Differences == Differences.None)
        {
            return name;
        }

        if (name.Length == 0 && state.Has(Differences.EmptyNames))
        {
            into.Exercise(Clauses.LuoOld01);
        }

        if (name.Length > MaxNameLength && state.Has(Differences.LongNamesCut))
        {
            into.Exercise(Clauses.LuoOld02);
            return new ByteString(name.Span[..MaxNameLength]);
        }

        return name;
    }

    /// <summary>Why no session can be created now, whatever its name.</summary>
    private static Errno StopsCreation(ModelState state, Expectation into)
    {
        if (state.Has(Differences.GlobalStates))
        {
            into.Exercise(Clauses.LuoState03);
            return state.Alternative!.Stage == LuoStage.Normal ? Errno.None : Errno.EBUSY;
        }

        if (state.Has(Differences.SessionsBounded) && state.OutgoingSessions.Length >= Profile.MaxSessions - 1)
        {
            into.Exercise(Clauses.LuoOld06);
            return state.OutgoingSessions.Length >= Profile.MaxSessions ? Errno.ENOMEM : Errno.None;
        }

        return Errno.None;
    }

    /// <summary>Why no file can be preserved in the session now, whatever the file.</summary>
    /// <param name="state">The state.</param>
    /// <param name="session">The session.</param>
    /// <param name="errno">What token and file would give.</param>
    /// <param name="into">Where clauses are noted.</param>
    private static Errno StopsPreservation(ModelState state, ModelSession session, Errno errno, Expectation into)
    {
        if (
            errno != Errno.EEXIST
            && state.Has(Differences.FilesBounded)
            && session.FileArray.Length >= Profile.MaxFiles - 1
        )
        {
            into.Exercise(Clauses.LuoOld07);
            return session.FileArray.Length >= Profile.MaxFiles ? Errno.ENOSPC : Errno.None;
        }

        return Errno.None;
    }

    /// <summary>PRESERVE_FD on an incoming session: the errors before anything is done, or null when it would be done.</summary>
    private static Errno? PreserveIncoming(ModelState state, ModelSession session, OpenFile? open, ulong token)
    {
        if (FindFile(session, token) >= 0)
        {
            return Errno.EEXIST;
        }

        MemoryFile? file = open is null ? null : state.MemoryFile(open.MemoryFileId);
        Errno errno = Obstacle(open, file, state.Differences);
        return errno is Errno.None or Errno.EBUSY || session.FileArray.Length >= Profile.MaxFiles ? null : errno;
    }

    /// <summary>RETRIEVE_FD on an outgoing session: the errors before anything is done, or null when it would be done.</summary>
    private static Errno? RetrieveOutgoing(ModelState state, ModelSession session, ulong token)
    {
        if (!state.HasFreeDescriptors(1))
        {
            return Errno.EMFILE;
        }

        return FindFile(session, token) < 0 ? Errno.ENOENT : null;
    }

    /// <summary>A command on a session of the other kind, in a kernel that does not ask: what it does beyond refusing is left open.</summary>
    private static void AllowOtherKind(ModelState state, Errno? errno, Expectation into)
    {
        if (errno is null)
        {
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        into.Exercise(Clauses.LuoOld05);
        into.Refuse(errno.Value, state);
    }

    /// <summary>How many pages of a file are preserved.</summary>
    private ulong RecordedPages(ModelState state, ulong size)
    {
        ulong pages = PagesUpTo(size);
        return state.Has(Differences.PageCountWraps) ? pages & uint.MaxValue : pages;
    }

    /// <summary>The contents that are preserved.</summary>
    private FileContents Recorded(ModelState state, MemoryFile file)
    {
        ulong end = RecordedPages(state, file.Size) * Options.PageSize;
        return end < file.Size && state.Has(Differences.PageCountWraps)
            ? file.Contents.Clear(end, file.Size)
            : file.Contents;
    }

    /// <summary>Notes what a look at a retrieved file shows of the kernels before 7.1.</summary>
    private void ExerciseOlder(ModelState state, MemoryFile file, Expectation into)
    {
        if (!ShowsCrossing(file))
        {
            return;
        }

        if (state.Has(Differences.SealsDropped))
        {
            into.Exercise(Clauses.LuoOld09);
        }

        if (RecordedPages(state, file.Size) < PagesUpTo(file.Size))
        {
            into.Exercise(Clauses.LuoOld10);
        }
    }

    /// <summary>Whether a file of an incoming session may be lost, because it was preserved more than once.</summary>
    private static bool IsDoubtful(ModelState state, ModelSession session, ulong token) =>
        state.Has(Differences.PreservedAgain)
        && session.FileArray[FindFile(session, token)] is { OpenFileId: 0, Incoming.IsDoubtful: true };

    /// <summary>A session lets go of a file that something else holds.</summary>
    /// <param name="next">The state; the session still has its files.</param>
    /// <param name="session">The session that lets go.</param>
    /// <param name="index">The place of the file in it.</param>
    /// <param name="open">The open file.</param>
    /// <param name="file">The file.</param>
    /// <returns>Whether there is something else, and all has been done.</returns>
    private static bool LetGoOfOne(ModelState next, ModelSession session, int index, OpenFile open, MemoryFile file)
    {
        bool isPreserved = false;
        bool isHeld = false;
        foreach (ModelSession other in next.OutgoingSessions)
        {
            int end = other.Id == session.Id ? index : other.FileArray.Length;
            foreach (ModelFile candidate in other.FileArray.AsSpan(0, end))
            {
                isPreserved |= next.OpenFile(candidate.OpenFileId)?.MemoryFileId == file.Id;
                isHeld |= candidate.OpenFileId == open.Id;
            }
        }

        foreach (ModelSession other in next.IncomingSessions)
        {
            foreach (ModelFile candidate in other.Id == session.Id ? [] : other.FileArray)
            {
                isHeld |= candidate.OpenFileId == open.Id;
            }
        }

        if (!isPreserved && isHeld)
        {
            next.Replace(file with { IsFrozen = false, IsDoubtful = false });
        }

        if (isPreserved && !isHeld)
        {
            next.Replace(open with { IsHeldBySession = false });
            Release(next, open.Id);
        }

        return isPreserved || isHeld;
    }

    /// <summary>Whether something else than a session's file of that place holds its open file, where files are preserved again.</summary>
    private static bool IsHeldElsewhere(ModelState next, ModelSession session, int index)
    {
        int id = session.FileArray[index].OpenFileId;
        if (id == 0 || !next.Has(Differences.PreservedAgain))
        {
            return false;
        }

        foreach (ModelSession other in next.OutgoingSessions)
        {
            int end = other.Id == session.Id ? index : other.FileArray.Length;
            if (other.FileArray.AsSpan(0, end).ToArray().Any(file => file.OpenFileId == id))
            {
                return true;
            }
        }

        foreach (ModelSession other in next.IncomingSessions)
        {
            if (other.Id != session.Id && Array.Exists(other.FileArray, file => file.OpenFileId == id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>PRESERVE_FD on an incoming session of a kernel that does not ask for kinds: handlers are asked as on any other.</summary>
    private static void PreserveIncoming(
        ModelState state,
        ModelSession session,
        OpenFile? open,
        ulong token,
        Expectation into
    )
    {
        Errno? errno = PreserveIncoming(state, session, open, token);
        bool asksHandlers =
            state.Kernel is { IsTraced: true }
            && errno is null or Errno.ENOENT
            && open is { PathOnly: false }
            && state.MemoryFile(open.MemoryFileId) is not { Links: 0 };
        if (!asksHandlers)
        {
            AllowOtherKind(state, errno, into);
            return;
        }

        ModelState next = state.Copy();
        if (Choose(next.Kernel!, open!) is null)
        {
            AllowOtherKind(next, errno, into);
            return;
        }

        next.Kernel!.Trace.Clear();
        AllowOtherKind(next, null, into);
    }

    /// <summary>Where a file was preserved more than once, the end of one preservation may be the end of its freezing.</summary>
    /// <param name="next">The state behind the close.</param>
    /// <param name="closed">The outgoing session, as it was.</param>
    /// <param name="into">Where the alternatives go.</param>
    private static void AllowThawed(ModelState next, ModelSession closed, Expectation into)
    {
        const int MostFiles = 5;
        MemoryFile[] files =
        [
            .. closed
                .FileArray.Select(file => next.OpenFile(file.OpenFileId)?.MemoryFileId ?? 0)
                .Distinct()
                .Select(id => id == 0 ? null : next.MemoryFile(id))
                .OfType<MemoryFile>()
                .Where(static file => file is { IsDoubtful: true, IsFrozen: true })
                .Take(MostFiles),
        ];
        for (int thawed = 1; thawed < 1 << files.Length; thawed++)
        {
            ModelState other = next.Copy();
            for (int i = 0; i < files.Length; i++)
            {
                if ((thawed & (1 << i)) != 0)
                {
                    other.Replace(files[i] with { IsFrozen = false });
                }
            }

            into.Allow(Outcome.Ok, other);
        }
    }
}
