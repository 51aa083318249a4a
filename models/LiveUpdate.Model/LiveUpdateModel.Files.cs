using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Making memory files and descriptors to them.</content>
public sealed partial class LiveUpdateModel
{
    private const ulong ReadWrite = 2;
    private const ulong MemfdMode = 0x1ff;
    private const ulong NoExecMode = 0x1b6;
    private const ulong TmpfileMode = 0x180;
    private const int MaxMemfdName = 249;

    private const ulong MfdCloexec = 1;
    private const ulong MfdAllowSealing = 2;
    private const ulong MfdHugetlb = 4;
    private const ulong MfdNoexecSeal = 8;
    private const ulong MfdExec = 0x10;
    private const ulong MfdHugeSizes = 0xFC000000;

    private void Make(ModelState state, CreateMemfd op, Expectation into)
    {
        const ulong Executability = MfdNoexecSeal | MfdExec;
        bool huge = (op.Flags & MfdHugetlb) != 0;
        ulong known = MfdCloexec | MfdAllowSealing | MfdHugetlb | Executability | (huge ? MfdHugeSizes : 0);
        if (
            (op.Flags & ~known) != 0
            || (op.Flags & Executability) == Executability
            || op.Name.UpToNul().Length > MaxMemfdName
        )
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if (!state.HasFreeDescriptors(1))
        {
            into.Refuse(Errno.EMFILE, state);
            return;
        }

        bool closeOnExec = (op.Flags & MfdCloexec) != 0;
        if (huge)
        {
            MakeHugetlb(state, op.Result, closeOnExec, into);
            if (op.Size != 0 || (op.Flags & MfdHugeSizes) != 0)
            {
                // Which huge pages there are is the machine's business.
                into.Allow(OutcomePattern.AnyError, state);
            }

            return;
        }

        bool noExec = (op.Flags & MfdNoexecSeal) != 0;
        ulong seals =
            noExec ? MemoryLimits.SealExec
            : (op.Flags & MfdAllowSealing) != 0 ? 0
            : MemoryLimits.SealSeal;
        var file = new MemoryFile
        {
            Id = state.NextId,
            Seals = seals,
            Mode = noExec ? NoExecMode : MemfdMode,
            Size = op.Size,
            Contents = ContentsOf(op.Size, op.Fill),
            AllocatedPages = PagesOf(op.Size, op.Fill),
        };
        MakeFile(state, op.Result, closeOnExec, file, op.Fill is not null, into);
    }

    private void Make(ModelState state, CreateTmpfile op, Expectation into)
    {
        if (!state.HasFreeDescriptors(1))
        {
            into.Refuse(Errno.EMFILE, state);
            return;
        }

        var file = new MemoryFile
        {
            Id = state.NextId,
            Seals = MemoryLimits.SealSeal,
            Mode = TmpfileMode,
            Links = op.Linked,
            Size = op.Size,
            Contents = ContentsOf(op.Size, op.Fill),
            AllocatedPages = PagesOf(op.Size, op.Fill),
        };
        MakeFile(state, op.Result, closeOnExec: false, file, op.Fill is not null, into);
    }

    private static void MakeHugetlb(ModelState state, Handle result, bool closeOnExec, Expectation into)
    {
        ModelState next = state.Copy();
        var open = new OpenFile
        {
            Id = next.NewId(),
            Kind = OpenFileKind.Hugetlb,
            Status = ReadWrite | MemoryLimits.LargeFile,
        };
        next.Add(open);
        next.Bind(result, open, closeOnExec);
        into.Allow(Outcome.Ok, next);
    }

    private static FileContents ContentsOf(ulong size, byte? fill) =>
        fill is { } value && size != 0 ? FileContents.Empty.Write(0, size, value) : FileContents.Empty;

    private PageSet PagesOf(ulong size, byte? fill) =>
        fill is not null && size != 0 ? PageSet.Empty.With(0, PagesUpTo(size)) : PageSet.Empty;

    /// <summary>Adds a file, whose identity is the state's next one, and a descriptor of it.</summary>
    private void MakeFile(
        ModelState state,
        Handle result,
        bool closeOnExec,
        MemoryFile file,
        bool filled,
        Expectation into
    )
    {
        if (file.Size > MemoryLimits.MaxOffset)
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        ModelState next = state.Copy();
        next.AddNew(file);
        OpenFile open = OpenMemory(next.NewId(), file, ReadWrite);
        next.Add(open);
        next.Bind(result, open, closeOnExec);
        if (filled)
        {
            next.Premises |= StatePremises.MemoryAllocated;
        }

        into.Allow(Outcome.Ok, next);
        if (filled && file.Size > Options.LargestAllocation)
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    private static OpenFile OpenMemory(int id, MemoryFile file, ulong flags, ModelFile? retrieved = null)
    {
        const ulong AccessMode = 3;
        const ulong WriteOnly = 1;
        bool pathOnly = (flags & MemoryLimits.PathFlag) != 0;
        ulong access = flags & AccessMode;
        return new OpenFile
        {
            Id = id,
            Kind = OpenFileKind.Memory,
            MemoryFileId = file.Id,
            PathOnly = pathOnly,
            Readable = !pathOnly && access is 0 or ReadWrite,
            Writable = !pathOnly && access is WriteOnly or ReadWrite,
            Append = !pathOnly && (flags & MemoryLimits.AppendFlag) != 0,
            Status = pathOnly
                ? MemoryLimits.PathFlag
                : access | (flags & MemoryLimits.AppendFlag) | MemoryLimits.LargeFile,
            Position = retrieved?.Position ?? 0,
            IsHeldBySession = retrieved is not null,
            IsRetrieved = retrieved is not null,
        };
    }

    private static void OpenAgain(ModelState state, Reopen op, Expectation into)
    {
        if (state.OpenFileOf(op.Target) is not { } open)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (state.MemoryFile(open.MemoryFileId) is not { } file)
        {
            into.Allow(OutcomePattern.AnyError, state);
            if (open.Kind == OpenFileKind.Hugetlb && state.HasFreeDescriptors(1))
            {
                MakeHugetlb(state, op.Result, closeOnExec: false, into);
            }

            return;
        }

        if (!state.HasFreeDescriptors(1))
        {
            into.Refuse(Errno.EMFILE, state);
            return;
        }

        const ulong AccessMode = 3;
        ModelState next = state.Copy();
        OpenFile again = OpenMemory(next.NewId(), file, op.Flags);
        next.Add(again);
        next.Bind(op.Result, again, closeOnExec: false);
        into.Allow(Outcome.Ok, next);
        if ((op.Flags & AccessMode) == AccessMode)
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    private static void RemoveName(ModelState state, Handle handle, Expectation into)
    {
        if (state.OpenFileOf(handle) is not { } open)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (state.MemoryFile(open.MemoryFileId) is not { Links: > 0 } file)
        {
            into.Refuse(Errno.ENOENT, state);
            if (open.PathOnly)
            {
                into.Refuse(Errno.EBADF, state);
            }

            return;
        }

        ModelState next = state.Copy();
        next.Replace(file with { Links = 0 });
        into.Allow(Outcome.Ok, next);
        if (open.PathOnly || IsOpenTwice(state, file.Id))
        {
            // Only the descriptor that made the file is sure to know its name.
            into.Refuse(Errno.ENOENT, state);
            into.Refuse(Errno.EBADF, state);
        }
    }

    private static bool IsOpenTwice(ModelState state, int memoryFileId)
    {
        int count = 0;
        foreach (Binding binding in state.Bindings)
        {
            if (!binding.IsMapping && state.OpenFile(binding.TargetId)!.MemoryFileId == memoryFileId)
            {
                count++;
            }
        }

        return count > 1;
    }

    private void Map(ModelState state, Mmap op, Expectation into)
    {
        if (state.OpenFileOf(op.Target) is not { } open)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (state.MemoryFile(open.MemoryFileId) is not { } file)
        {
            into.Allow(OutcomePattern.AnyError, state);
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        if (file.Size == 0 || open.PathOnly)
        {
            into.Refuse(file.Size == 0 ? Errno.EINVAL : Errno.EBADF, state);
            if (file.Size == 0 && open.PathOnly)
            {
                into.Refuse(Errno.EBADF, state);
            }

            return;
        }

        if (!open.Readable || !open.Writable)
        {
            into.Refuse(Errno.EACCES, state);
            return;
        }

        if ((file.Seals & (MemoryLimits.SealWrite | MemoryLimits.SealFutureWrite)) != 0)
        {
            into.Refuse(Errno.EPERM, state);
            return;
        }

        ModelState next = state.Copy();
        next.Bind(Binding.Mapping(op.Result, file.Id, file.Size));
        into.Allow(Outcome.Ok, next);
        if (file.Size > Options.LargestAllocation)
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    private void StoreBytes(ModelState state, Store op, Expectation into)
    {
        int index = state.BindingIndex(op.Mapping);
        if (index < 0)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        Binding mapping = state.BindingAt(index);
        if (!mapping.IsMapping)
        {
            into.Allow(OutcomePattern.AnyError, state);
            return;
        }

        MemoryFile file = state.MemoryFile(mapping.TargetId)!;
        ulong bound = Math.Min(mapping.MappingLength, file.Size);
        if (op.At > bound || op.Len > bound - op.At)
        {
            into.Refuse(Errno.ERANGE, state);
            return;
        }

        if (op.Len == 0)
        {
            into.Allow(Outcome.Ok, state);
            return;
        }

        ModelState next = state.Copy();
        next.Replace(Written(file, op.At, op.At + op.Len, op.Fill));
        next.Premises |= StatePremises.MemoryAllocated;
        into.Allow(Outcome.Ok, next);
        if (op.Len > Options.LargestAllocation)
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    /// <summary>A file with a range written and its pages allocated; the size grows when need be.</summary>
    private MemoryFile Written(MemoryFile file, ulong start, ulong end, byte fill) =>
        file with
        {
            Size = Math.Max(file.Size, end),
            Contents = file.Contents.Write(start, end, fill),
            AllocatedPages = file.AllocatedPages.With(start / Options.PageSize, PagesUpTo(end)),
            Premises = file.Premises | (file.IsFrozen ? FilePremises.WrittenWhilePreserved : FilePremises.None),
        };
}
