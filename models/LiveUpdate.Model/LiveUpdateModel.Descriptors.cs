using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Descriptors, whatever they lead to.</content>
public sealed partial class LiveUpdateModel
{
    private static void CloseHandle(ModelState state, Handle handle, Expectation into)
    {
        int index = state.BindingIndex(handle);
        if (index < 0)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        Binding binding = state.BindingAt(index);
        ModelState next = state.Copy();
        next.Unbind(index);
        if (binding.IsMapping)
        {
            Forget(next, binding.TargetId);
        }
        else
        {
            NoteCopyClosed(next, binding.TargetId);
            Release(next, binding.TargetId);
            if (state.Kernel is { IsTraced: true })
            {
                ExerciseEnded(state, next, binding.TargetId, into);
            }
        }

        if (state.Has(Differences.CloseRefused))
        {
            AllowClose(state, handle, next, into);
            return;
        }

        into.Allow(Outcome.Ok, next);
        if (state.Has(Differences.PreservedAgain) && state.SessionOf(handle) is { IsIncoming: false } session)
        {
            AllowThawed(next, session, into);
        }
    }

    private static void NoteCopyClosed(ModelState next, int openFileId)
    {
        if (
            next.OpenFile(openFileId) is { Kind: OpenFileKind.Session } open
            && next.HasDescriptor(openFileId)
            && next.Session(open.SessionId) is { } session
        )
        {
            next.Replace(session with { Premises = session.Premises | SessionPremises.CopyClosed });
        }
    }

    private static void NoteDeviceClosed(ModelState next)
    {
        NoteDeviceClosed(next, next.OutgoingSessions);
        NoteDeviceClosed(next, next.IncomingSessions);
    }

    private static void NoteDeviceClosed(ModelState next, ReadOnlySpan<ModelSession> sessions)
    {
        // What is waiting to be retrieved did not come from the device that is closed.
        foreach (ModelSession session in sessions)
        {
            bool isHeld = !session.IsIncoming || session.IsRetrieved;
            if (isHeld && !session.Premises.Has(SessionPremises.DeviceClosed))
            {
                next.Replace(session with { Premises = session.Premises | SessionPremises.DeviceClosed });
            }
        }
    }

    /// <summary>Ends an open file when nothing refers to it any more, and what hangs on it.</summary>
    private static void Release(ModelState next, int openFileId)
    {
        if (next.OpenFile(openFileId) is not { IsHeldBySession: false } open || next.HasDescriptor(openFileId))
        {
            return;
        }

        next.RemoveOpenFile(openFileId);
        switch (open.Kind)
        {
            case OpenFileKind.Device:
                next.IsDeviceBusy = false;
                next.Premises |= StatePremises.DeviceClosedBefore;
                NoteDeviceClosed(next);
                break;
            case OpenFileKind.Session:
                CloseSession(next, next.Session(open.SessionId)!);
                break;
            case OpenFileKind.Memory:
                Forget(next, open.MemoryFileId);
                break;
            default:
                break;
        }
    }

    /// <summary>Ends a memory file that no open file and no mapping keeps.</summary>
    private static void Forget(ModelState next, int memoryFileId)
    {
        foreach (OpenFile open in next.OpenFiles)
        {
            if (open.MemoryFileId == memoryFileId)
            {
                return;
            }
        }

        if (!next.HasMapping(memoryFileId))
        {
            next.RemoveMemoryFile(memoryFileId);
        }
    }

    private static void CloseEverything(ModelState state, Expectation into)
    {
        if (state.Kernel is { IsTraced: true } && EndInAnyOrder(state, into))
        {
            return;
        }

        into.Allow(Outcome.Ok, AfterDeath(state, state.OpenFiles.ToArray()));
    }

    private static ModelState AfterDeath(ModelState state, OpenFile[] order)
    {
        ModelState next = state.Copy();
        next.UnbindAll();
        next.FreeDescriptors = null;
        foreach (OpenFile open in order)
        {
            Release(next, open.Id);
        }

        foreach (MemoryFile file in state.MemoryFiles)
        {
            if (next.MemoryFile(file.Id) is not null)
            {
                Forget(next, file.Id);
            }
        }

        return next;
    }

    private static void Duplicate(ModelState state, Dup op, Expectation into)
    {
        if (state.OpenFileOf(op.Target) is not { } open)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (!state.HasFreeDescriptors(1))
        {
            into.Refuse(Errno.EMFILE, state);
            return;
        }

        ModelState next = state.Copy();
        next.Bind(op.Result, open, closeOnExec: false);
        into.Allow(Outcome.Ok, next);
    }

    private static void Make(ModelState state, CreateSpecial op, Expectation into)
    {
        // A pipe has two ends for a moment.
        if (!state.HasFreeDescriptors(op.Kind == SpecialKind.Pipe ? 2 : 1))
        {
            into.Refuse(Errno.EMFILE, state);
            return;
        }

        ModelState next = state.Copy();
        var open = new OpenFile { Id = next.NewId(), Kind = OpenFileKind.Special };
        next.Add(open);
        next.Bind(op.Result, open, closeOnExec: false);
        into.Allow(Outcome.Ok, next);
    }

    private static void Link(ModelState state, Handle handle, Expectation into)
    {
        switch (state.OpenFileOf(handle))
        {
            case null:
                into.Refuse(Errno.EBADF, state);
                break;
            case { Kind: OpenFileKind.Session } open:
                into.Exercise(Clauses.LuoSess07);
                ByteString name = state.Session(open.SessionId)!.Name;
                into.Allow(Outcome.Success(Field.Path, SessionLink(name)), state);
                break;
            case { IsRetrieved: true }:
                into.Exercise(Clauses.Memfd11);
                into.Allow(s_retrievedLink, state);
                break;
            default:
                into.Allow(OutcomePattern.AnyOutcome, state);
                break;
        }
    }

    private static readonly Outcome s_retrievedLink = Outcome.Success(Field.Path, ByteString.Of("/ (deleted)"));

    private static ByteString SessionLink(ByteString name)
    {
        ReadOnlySpan<byte> prefix = "anon_inode:[luo_session] "u8;
        Span<byte> path = stackalloc byte[prefix.Length + MaxNameLength];
        prefix.CopyTo(path);
        name.Span.CopyTo(path[prefix.Length..]);
        return new ByteString(path[..(prefix.Length + name.Length)]);
    }

    private static void Flags(ModelState state, Handle handle, Expectation into)
    {
        int index = state.BindingIndex(handle);
        if (index < 0 || state.BindingAt(index).IsMapping)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        Binding binding = state.BindingAt(index);
        OpenFile open = state.OpenFile(binding.TargetId)!;
        ulong descriptor = binding.CloseOnExec ? 1u : 0;
        if (open.Kind == OpenFileKind.Special)
        {
            into.Allow(Outcome.Success(Field.Descriptor, descriptor), state);
            return;
        }

        bool byLuo = open.Kind == OpenFileKind.Session || open.IsRetrieved;
        if (byLuo && binding.CloseOnExec)
        {
            into.Exercise(Clauses.LuoIoc05);
        }

        if (open.IsRetrieved)
        {
            into.Exercise(Clauses.Memfd11);
        }

        into.Allow(Flags(open.Status, descriptor), state);
        if (open.PathOnly)
        {
            into.Allow(Flags(open.Status | MemoryLimits.LargeFile, descriptor), state);
        }
    }

    private static Outcome Flags(ulong status, ulong descriptor) =>
        Outcome.Success([new FieldValue(Field.Status, status), new FieldValue(Field.Descriptor, descriptor)]);

    private static void Count(ModelState state, Expectation into)
    {
        const StatePremises Failed =
            StatePremises.CopyOutFault | StatePremises.OutOfDescriptors | StatePremises.AllocationFailed;
        if (state.Premises.Has(Failed))
        {
            into.Exercise(Clauses.LuoIoc05);
        }

        into.Allow(Outcome.Success(Field.Count, (ulong)state.CountDescriptors()), state);
    }

    private static void Limit(ModelState state, ulong? free, Expectation into)
    {
        ModelState next = state.Copy();
        next.FreeDescriptors = (int?)free;
        into.Allow(Outcome.Ok, next);
    }
}
