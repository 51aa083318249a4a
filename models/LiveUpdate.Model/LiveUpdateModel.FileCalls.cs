using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Reading, writing and changing memory files (memfd 3 to 5).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>The unit of st_blocks, in bytes.</summary>
    private const ulong BlockSize = 512;

    private const ulong SealsAgainstWriting = MemoryLimits.SealWrite | MemoryLimits.SealFutureWrite;

    /// <summary>Finds a file for a file call; when there is none, what is allowed is said here.</summary>
    private static OpenFile? FileCallee(ModelState state, Handle handle, Expectation into, out MemoryFile file)
    {
        file = null!;
        OpenFile? open = state.OpenFileOf(handle);
        if (open is null || open.PathOnly)
        {
            into.Refuse(Errno.EBADF, state);
            return null;
        }

        if (open.Kind != OpenFileKind.Memory)
        {
            into.Allow(OutcomePattern.AnyOutcome, state);
            return null;
        }

        file = state.MemoryFile(open.MemoryFileId)!;
        return open;
    }

    /// <summary>An offset that no file can have may be refused before the descriptor is looked at.</summary>
    private static void RefuseOffset(ModelState state, Handle target, ulong? offset, Expectation into)
    {
        if (offset > MemoryLimits.MaxOffset && state.OpenFileOf(target) is null or { PathOnly: true })
        {
            into.Refuse(Errno.EINVAL, state);
        }
    }

    private void Write(ModelState state, WriteFile op, Expectation into)
    {
        RefuseOffset(state, op.Target, op.At, into);
        if (FileCallee(state, op.Target, into, out MemoryFile file) is not { } open)
        {
            return;
        }

        ulong at = op.At ?? open.Position;
        if (!open.Writable || at > MemoryLimits.MaxOffset)
        {
            RefuseTransfer(state, !open.Writable, at, into);
            return;
        }

        if (op.Len == 0)
        {
            into.Allow(Outcome.Success(Field.Len, 0), state);
            return;
        }

        ulong start = open.Append ? file.Size : at;
        ulong end = start + op.Len;
        if (end > MemoryLimits.MaxOffset || at + op.Len > MemoryLimits.MaxOffset)
        {
            // The very end of the offset range is the file system's business: refused, or cut short.
            into.Allow(OutcomePattern.AnyError, state);
            end = Math.Min(end, MemoryLimits.MaxOffset);
        }

        if ((file.Seals & SealsAgainstWriting) != 0)
        {
            into.Refuse(Errno.EPERM, state);
            return;
        }

        ulong limit = WriteLimit(file, start, end);
        if (file.IsFrozen)
        {
            into.Exercise(end > file.Size && start < file.Size ? Clauses.Memfd07 : Clauses.Memfd06);
        }

        if (limit <= start)
        {
            into.Refuse(Errno.EPERM, state);
            return;
        }

        ExerciseGrowth(file, limit > file.Size, into);
        ModelState next = state.Copy();
        next.Replace(Written(file, start, limit, op.Fill));
        next.Premises |= StatePremises.MemoryAllocated;
        if (op.At is null)
        {
            MoveTo(next, open, file, limit);
        }

        into.Allow(Outcome.Success(Field.Len, limit - start), next);
        if (limit - start > Options.LargestAllocation)
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    private static void RefuseTransfer(ModelState state, bool wrongMode, ulong at, Expectation into)
    {
        if (wrongMode)
        {
            into.Refuse(Errno.EBADF, state);
        }

        if (at > MemoryLimits.MaxOffset)
        {
            into.Refuse(Errno.EINVAL, state);
        }
    }

    /// <summary>
    /// Where a write must stop: at its end, or, when the file must not grow, before the first copy chunk that would cross the
    /// size (memfd 3). Not above <paramref name="start"/> when nothing at all is written.
    /// </summary>
    private ulong WriteLimit(MemoryFile file, ulong start, ulong end)
    {
        bool mayGrow = !file.IsFrozen && (file.Seals & MemoryLimits.SealGrow) == 0;
        return mayGrow || end <= file.Size ? end : Math.Min(end, file.Size / Options.WriteWindow * Options.WriteWindow);
    }

    private static void ExerciseGrowth(MemoryFile file, bool grows, Expectation into)
    {
        if (grows)
        {
            ExerciseThawed(file, into);
        }

        if (file.Premises.Has(FilePremises.Finished))
        {
            into.Exercise(Clauses.LuoFile10);
        }
    }

    /// <summary>A change of size or allocation has worked: what would have frozen the file has not.</summary>
    private static void ExerciseThawed(MemoryFile file, Expectation into)
    {
        if (file.IsFrozen)
        {
            return;
        }

        if (file.Premises.Has(FilePremises.Unpreserved | FilePremises.PreserveFailed))
        {
            into.Exercise(Clauses.Memfd08);
        }

        if (file.IsRetrieved)
        {
            into.Exercise(Clauses.Memfd09);
        }
    }

    private static void MoveTo(ModelState next, OpenFile open, MemoryFile file, ulong position)
    {
        if (open.Position == position)
        {
            return;
        }

        next.Replace(open with { Position = position });
        if (open.IsHeldBySession && file.IsFrozen && !file.Premises.Has(FilePremises.MovedWhilePreserved))
        {
            MemoryFile now = next.MemoryFile(file.Id)!;
            next.Replace(now with { Premises = now.Premises | FilePremises.MovedWhilePreserved });
        }
    }

    private static void Read(ModelState state, ReadFile op, Expectation into)
    {
        RefuseOffset(state, op.Target, op.At, into);
        if (FileCallee(state, op.Target, into, out MemoryFile file) is not { } open)
        {
            return;
        }

        ulong at = op.At ?? open.Position;
        if (!open.Readable || at > MemoryLimits.MaxOffset)
        {
            RefuseTransfer(state, !open.Readable, at, into);
            return;
        }

        ulong end = Math.Min(file.Size, at + op.Len);
        if (end <= at)
        {
            into.Allow(s_nothingRead, state);
        }
        else
        {
            ContentRuns runs = into.Runs;
            runs.Clear();
            file.Contents.CopyTo(at, end, runs);
            ModelState next = state;
            if (op.At is null)
            {
                next = state.Copy();
                MoveTo(next, open, file, end);
            }

            ExerciseContents(open, file, op.At is null, into);
            into.Allow(
                Outcome.Success([new FieldValue(Field.Len, end - at), new FieldValue(Field.Data, runs.ToValue())]),
                next
            );
        }

        if (at + op.Len > MemoryLimits.MaxOffset)
        {
            into.Refuse(Errno.EINVAL, state);
        }
    }

    private static readonly Outcome s_nothingRead = Outcome.Success([
        new FieldValue(Field.Len, 0),
        new FieldValue(Field.Data, ByteString.Empty),
    ]);

    /// <summary>Whether what is seen of a file now is what crossed the kexec, and no later preservation lies between.</summary>
    private static bool ShowsCrossing(MemoryFile file) =>
        file.IsRetrieved && !file.IsFrozen && !file.Premises.Has(FilePremises.Unpreserved);

    private static void ExerciseContents(OpenFile open, MemoryFile file, bool atPosition, Expectation into)
    {
        FilePremises premises = file.Premises;
        if (premises.Has(FilePremises.Finished))
        {
            into.Exercise(Clauses.LuoFile10);
        }

        if (!ShowsCrossing(file))
        {
            return;
        }

        if (premises.Has(FilePremises.WrittenWhilePreserved))
        {
            into.Exercise(Clauses.Memfd02);
        }

        if (premises.Has(FilePremises.HadHoles))
        {
            into.Exercise(Clauses.Memfd03);
        }

        if (premises.Has(FilePremises.HadUnwrittenPages))
        {
            into.Exercise(Clauses.Memfd05);
        }

        if (premises.Has(FilePremises.RetrievedLate))
        {
            into.Exercise(Clauses.KhoRest05);
        }

        if (file.Crossings > 1)
        {
            into.Exercise(Clauses.Memfd17);
        }

        if (atPosition)
        {
            ExercisePosition(open, file, into);
        }
    }

    private static void ExercisePosition(OpenFile open, MemoryFile file, Expectation into)
    {
        if (!open.IsRetrieved)
        {
            return;
        }

        if (open.IsRetrievedAgain)
        {
            into.Exercise(Clauses.LuoFile08);
        }

        if (file.Premises.Has(FilePremises.MovedWhilePreserved) && ShowsCrossing(file))
        {
            into.Exercise(file.Premises.Has(FilePremises.MovedSinceFreeze) ? Clauses.LuoState08 : Clauses.Memfd04);
        }
    }

    private static void Move(ModelState state, Seek op, Expectation into)
    {
        if (FileCallee(state, op.Target, into, out MemoryFile file) is not { } open)
        {
            return;
        }

        Int128 origin = op.From switch
        {
            SeekFrom.Set => 0,
            SeekFrom.Cur => open.Position,
            _ => file.Size,
        };
        Int128 position = origin + (long)op.To;
        if (position < 0 || position > MemoryLimits.MaxOffset)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if (op.From == SeekFrom.Cur)
        {
            ExercisePosition(open, file, into);
        }

        ModelState next = state;
        if ((ulong)position != open.Position)
        {
            next = state.Copy();
            MoveTo(next, open, file, (ulong)position);
        }

        into.Allow(Outcome.Success(Field.Pos, (ulong)position), next);
    }

    private void Resize(ModelState state, Truncate op, Expectation into)
    {
        RefuseOffset(state, op.Target, op.Size, into);
        if (FileCallee(state, op.Target, into, out MemoryFile file) is not { } open)
        {
            return;
        }

        if (op.Size > MemoryLimits.MaxOffset || !open.Writable)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if (op.Size == file.Size)
        {
            if (file.IsFrozen)
            {
                into.Exercise(Clauses.Memfd06);
            }

            into.Allow(Outcome.Ok, state);
            AllowTrimming(state, file, into);
            return;
        }

        if (file.IsFrozen)
        {
            into.Exercise(Clauses.Memfd06);
            into.Refuse(Errno.EPERM, state);
            return;
        }

        ulong forbidding = op.Size < file.Size ? MemoryLimits.SealShrink : MemoryLimits.SealGrow;
        if ((file.Seals & forbidding) != 0)
        {
            into.Refuse(Errno.EPERM, state);
            return;
        }

        ExerciseThawed(file, into);
        ModelState next = state.Copy();
        next.Replace(Resized(file, op.Size));
        into.Allow(Outcome.Ok, next);
    }

    /// <summary>Pages that fallocate put behind the end may go when the size is set to what it is.</summary>
    private void AllowTrimming(ModelState state, MemoryFile file, Expectation into)
    {
        ulong pages = PagesUpTo(file.Size);
        if (file.AllocatedPages.End <= pages)
        {
            return;
        }

        ModelState trimmed = state.Copy();
        trimmed.Replace(file with { AllocatedPages = file.AllocatedPages.Without(pages, ulong.MaxValue) });
        into.Allow(Outcome.Ok, trimmed);
    }

    private MemoryFile Resized(MemoryFile file, ulong size)
    {
        if (size > file.Size)
        {
            return file with { Size = size };
        }

        const FilePremises Overwritten =
            FilePremises.WrittenWhilePreserved | FilePremises.HadHoles | FilePremises.HadUnwrittenPages;
        return file with
        {
            Size = size,
            Contents = file.Contents.Clear(size, file.Size),
            AllocatedPages = file.AllocatedPages.Without(PagesUpTo(size), ulong.MaxValue),
            Premises = file.Premises & ~Overwritten,
        };
    }

    private void Allocate(ModelState state, Fallocate op, Expectation into)
    {
        if (FileCallee(state, op.Target, into, out MemoryFile file) is not { } open)
        {
            return;
        }

        const ulong KeepSize = 1;
        const ulong PunchHole = 3;
        if (op.Len == 0 || op.Len > MemoryLimits.MaxOffset || op.At > MemoryLimits.MaxOffset)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        bool tooFar = op.At + op.Len > MemoryLimits.MaxOffset;
        if (op.Mode is not (0 or KeepSize or PunchHole))
        {
            // Modes that other file systems have are refused by the file itself, behind the general checks.
            into.Refuse(Errno.EOPNOTSUPP, state);
            RefuseRange(state, !open.Writable, tooFar, into);
            return;
        }

        if (!open.Writable || tooFar)
        {
            into.Refuse(open.Writable ? Errno.EFBIG : Errno.EBADF, state);
            return;
        }

        if (file.IsFrozen)
        {
            into.Exercise(Clauses.Memfd06);
            into.Refuse(Errno.EPERM, state);
            return;
        }

        ulong end = op.At + op.Len;
        bool sealedAgainst =
            op.Mode == PunchHole
                ? (file.Seals & SealsAgainstWriting) != 0
                : (file.Seals & MemoryLimits.SealGrow) != 0 && end > file.Size;
        if (sealedAgainst)
        {
            into.Refuse(Errno.EPERM, state);
            return;
        }

        ExerciseThawed(file, into);
        ModelState next = state.Copy();
        next.Replace(op.Mode == PunchHole ? Punched(file, op.At, end) : Grown(file, op.At, end, op.Mode == 0));
        next.Premises |= StatePremises.MemoryAllocated;
        into.Allow(Outcome.Ok, next);
        if (op.Mode != PunchHole && op.Len > Options.LargestAllocation)
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    private static void RefuseRange(ModelState state, bool wrongMode, bool tooFar, Expectation into)
    {
        if (wrongMode)
        {
            into.Refuse(Errno.EBADF, state);
        }

        if (tooFar)
        {
            into.Refuse(Errno.EFBIG, state);
        }
    }

    private MemoryFile Punched(MemoryFile file, ulong start, ulong end) =>
        file with
        {
            Contents = file.Contents.Clear(start, end),
            AllocatedPages = file.AllocatedPages.Without(PagesUpTo(start), end / Options.PageSize),
        };

    private MemoryFile Grown(MemoryFile file, ulong start, ulong end, bool extends) =>
        file with
        {
            Size = extends ? Math.Max(file.Size, end) : file.Size,
            AllocatedPages = file.AllocatedPages.With(start / Options.PageSize, PagesUpTo(end)),
            Premises = file.Premises | FilePremises.HasUnwrittenPages,
        };

    private static void Seal(ModelState state, AddSeals op, Expectation into)
    {
        if (FileCallee(state, op.Target, into, out MemoryFile file) is not { } open)
        {
            return;
        }

        if (!open.Writable)
        {
            into.Refuse(Errno.EPERM, state);
            return;
        }

        if ((op.Seals & ~MemoryLimits.AllSeals) != 0)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if ((file.Seals & MemoryLimits.SealSeal) != 0)
        {
            if (ShowsCrossing(file))
            {
                into.Exercise(Clauses.Memfd10);
            }

            into.Refuse(Errno.EPERM, state);
            return;
        }

        const ulong ExecuteBits = 0x49;
        ulong added = op.Seals;
        if ((added & MemoryLimits.SealExec) != 0 && (file.Mode & ExecuteBits) != 0)
        {
            added |=
                MemoryLimits.SealShrink | MemoryLimits.SealGrow | MemoryLimits.SealWrite | MemoryLimits.SealFutureWrite;
        }

        bool stopsWriting = (added & ~file.Seals & MemoryLimits.SealWrite) != 0;
        if (stopsWriting && ((file.IsFrozen && file.Size > 0) || state.HasMapping(file.Id)))
        {
            into.Refuse(Errno.EBUSY, state);
            return;
        }

        ModelState next = state;
        if ((added & ~file.Seals) != 0)
        {
            next = state.Copy();
            FilePremises premises = file.IsFrozen ? FilePremises.SealedWhilePreserved : FilePremises.None;
            next.Replace(file with { Seals = file.Seals | added, Premises = file.Premises | premises });
        }

        into.Allow(Outcome.Ok, next);
    }

    private void Seals(ModelState state, Handle handle, Expectation into)
    {
        if (FileCallee(state, handle, into, out MemoryFile file) is null)
        {
            return;
        }

        if (state.Differences != Differences.None)
        {
            ExerciseOlder(state, file, into);
        }

        if (ShowsCrossing(file) && (file.Seals != 0 || file.Premises.Has(FilePremises.SealedWhilePreserved)))
        {
            into.Exercise(Clauses.Memfd10);
        }

        into.Allow(Outcome.Success(Field.Seals, file.Seals), state);
    }

    private void Status(ModelState state, Handle handle, Expectation into)
    {
        if (state.OpenFileOf(handle) is not { } open)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (state.MemoryFile(open.MemoryFileId) is not { } file)
        {
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        if (state.Differences != Differences.None)
        {
            ExerciseOlder(state, file, into);
        }

        if (ShowsCrossing(file))
        {
            into.Exercise(Clauses.Memfd03);
            into.Exercise(Clauses.Memfd11);
            into.Exercise(Clauses.Memfd13);
            if (file.Size == 0)
            {
                into.Exercise(Clauses.Memfd18);
            }
        }

        if (file.Premises.Has(FilePremises.MayHaveLostHoles))
        {
            // How many holes a preservation that failed has filled is its own business.
            into.Allow(
                Outcome.Success([
                    new FieldValue(Field.Size, file.Size),
                    new FieldValue(Field.Mode, file.Mode),
                    new FieldValue(Field.Links, file.Links),
                ]),
                state
            );
            return;
        }

        into.Allow(
            Outcome.Success([
                new FieldValue(Field.Size, file.Size),
                new FieldValue(Field.Blocks, file.AllocatedPages.Count * (Options.PageSize / BlockSize)),
                new FieldValue(Field.Mode, file.Mode),
                new FieldValue(Field.Links, file.Links),
            ]),
            state
        );
    }
}
