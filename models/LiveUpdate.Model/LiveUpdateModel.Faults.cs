using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>
/// Injected faults. When one is pending an operation may go as usual without meeting it, cope with it, or fail; its answer says
/// whether the fault hit, and after a failure the state is what it was before, but for what a clause lets go wrong for ever.
/// </content>
public sealed partial class LiveUpdateModel
{
    /// <summary>What a file that cannot be retrieved for want of memory may be refused with from then on (memfd 5).</summary>
    private static readonly Errno[] s_finalErrors = [Errno.ENOMEM, Errno.EINVAL, Errno.EIO, Errno.ENOSPC, Errno.ENFILE];

    /// <summary>The word with which an implementation says that it was a node of the tracker.</summary>
    private static readonly ByteString s_node = ByteString.Of("node");

    private static void InjectFault(ModelState state, Inject op, Expectation into)
    {
        var faults = new InjectedFaults(
            op.Alloc is not null,
            state.Faults?.Traces ?? FaultTraces.None,
            op.CopyOut ?? 0
        );
        ModelState next = state;
        if (faults.IsToCome ? faults != state.Faults : state.Faults is { IsToCome: true })
        {
            next = state.Copy();
            next.Faults = faults;
        }

        into.Allow(Outcome.Ok, next);
    }

    /// <summary>Adds what may happen when the pending fault hits in this operation.</summary>
    private static void AllowFault(ModelState state, Operation op, Expectation into)
    {
        if (op is Inject)
        {
            return;
        }

        int usual = into.Count;
        FailInChain(state, op, into);
        Verb? call = CallOf(state, op);
        switch (call)
        {
            case null:
                break;
            case Verb.PreserveFd:
                FailToPreserve(state, op, into);
                break;
            case Verb.RetrieveFd:
                FailToRetrieve(state, op, into);
                break;
            case Verb.Open:
                FailToOpen(state, op, into);
                break;
            case Verb.Kexec when state.LoadedImage is not null:
                break;
            default:
                FailPlainly(state, op, call.Value, into);
                break;
        }

        for (int i = 0; i < usual; i++)
        {
            ModelState next = Spent(into[i].Next, TraceOf(call));
            into.AllowDespiteFault(i, call == Verb.RetrieveFd ? RetrievedDespiteFault(next, op) : next);
        }
    }

    /// <summary>
    /// The call that an operation makes; a raw ioctl makes that of its command, and none when it is refused before that.
    /// </summary>
    private static Verb? CallOf(ModelState state, Operation op)
    {
        if (op is not Ioctl ioctl)
        {
            return op.Verb;
        }

        bool arrives =
            state.OpenFileOf(ioctl.Target)
                is { PathOnly: false, Kind: OpenFileKind.Device or OpenFileKind.Session } open
            && IoctlFrame.Check(ioctl, state.Session(open.SessionId), state.Differences).Errno == Errno.None;
        return arrives
            ? ioctl.Command switch
            {
                IoctlFrame.CreateSession => Verb.CreateSession,
                IoctlFrame.RetrieveSession => Verb.RetrieveSession,
                IoctlFrame.PreserveFd => Verb.PreserveFd,
                IoctlFrame.RetrieveFd => Verb.RetrieveFd,
                IoctlFrame.Finish => Verb.Finish,
                IoctlFrame.GetName => Verb.GetName,
                _ => null,
            }
            : null;
    }

    private static FaultTraces TraceOf(Verb? call) =>
        call switch
        {
            Verb.PreserveFd => FaultTraces.Preserve,
            Verb.RetrieveFd => FaultTraces.Retrieve,
            Verb.KhoPreservePages => FaultTraces.Range,
            Verb.Finish or Verb.Close or Verb.Die => FaultTraces.End,
            _ => FaultTraces.Elsewhere,
        };

    /// <summary>Whether a call has a way to say that there was no memory for it.</summary>
    private static bool CanFail(Verb call) =>
        call
            is not (
                Verb.Finish
                or Verb.GetName
                or Verb.Close
                or Verb.Readlink
                or Verb.Unlink
                or Verb.Store
                or Verb.Read
                or Verb.Seek
                or Verb.GetSeals
                or Verb.Stat
                or Verb.GetFlags
                or Verb.CountFds
                or Verb.LimitFds
                or Verb.Die
                or Verb.Unload
                or Verb.Reboot
                or Verb.ColdBoot
                or Verb.LuoEvent
                or Verb.LuoState
                or Verb.UnpreserveFd
                or Verb.KhoAbort
                or Verb.KhoUnregisterNotifier
                or Verb.KhoNotifierScript
                or Verb.HandlerUnregister
                or Verb.HandlerScript
                or Verb.HandlerIncoming
                or Verb.HandlerValue
                or Verb.FlbUnregister
                or Verb.FlbScript
                or Verb.FlbGetOutgoing
                or Verb.FlbPutOutgoing
                or Verb.FlbGetIncoming
                or Verb.FlbPutIncoming
                or Verb.KhoFree
                or Verb.KhoWrite
                or Verb.KhoRead
                or Verb.KhoUnpreserveFolio
                or Verb.KhoUnpreservePages
                or Verb.KhoUnpreserveVmalloc
                or Verb.KhoUnpreserveFree
                or Verb.KhoRestoreFolio
                or Verb.KhoRestorePages
                or Verb.KhoRestoreFree
                or Verb.KhoRestoreVmalloc
                or Verb.KhoRestoreBlocks
                or Verb.KhoRemoveSubtree
                or Verb.KhoRetrieveSubtree
                or Verb.KhoShrink
                or Verb.KhoPutEntries
                or Verb.KhoGetEntries
                or Verb.KhoKeys
                or Verb.KhoState
                or Verb.KhoDeleteKey
                or Verb.KhoWalk
            );

    private static bool MakesDescriptor(Verb call) =>
        call
            is Verb.Open
                or Verb.CreateSession
                or Verb.RetrieveSession
                or Verb.RetrieveFd
                or Verb.Memfd
                or Verb.Tmpfile
                or Verb.Special
                or Verb.Reopen
                or Verb.Dup;

    /// <summary>The operation fails, and nothing else has happened.</summary>
    private static void FailPlainly(ModelState state, Operation op, Verb call, Expectation into)
    {
        if (!CanFail(call))
        {
            return;
        }

        ModelState next = Spent(state, TraceOf(call));
        if (MakesDescriptor(call))
        {
            next.Premises |= StatePremises.AllocationFailed;
            if (call == Verb.RetrieveSession && NamedSession(state, op) is { } session)
            {
                next.Replace(session with { Premises = session.Premises | SessionPremises.RetrieveFailed });
            }
        }

        if (op is KhoPreservePages range)
        {
            FailInRange(next, range, into);
        }

        if (!MakesFile(call))
        {
            FailForNode(op, next, into);
        }

        Fail(op, Errno.ENOMEM, next, into);
        if (MakesDescriptor(call))
        {
            Fail(op, Errno.ENFILE, next, into);
        }
    }

    /// <summary>
    /// A range that cannot be recorded as a whole leaves nothing of it (KHO-PRES-07); pairs that were recorded before may be taken
    /// out with those of the call, the first ones first.
    /// </summary>
    private static void FailInRange(ModelState next, KhoPreservePages op, Expectation into)
    {
        KernelMemory memory = KernelMemoryStep.Of(next);
        List<ulong> keys = KernelPreserveStep.CutOf(memory, op);
        bool overlaps = keys.Exists(key => Array.BinarySearch(memory.Keys, key) >= 0);
        if (!overlaps)
        {
            into.Exercise(Clauses.KhoPres07);
            FailForNode(op, next, into);
            return;
        }

        for (int taken = 1; taken < keys.Count; taken++)
        {
            ulong[] left = TrackerPairs.Without(memory.Keys, keys[..taken]);
            if (left.Length != memory.Keys.Length)
            {
                FailForNode(op, KernelMemoryStep.With(next, memory with { Keys = left }), into);
            }
        }
    }

    /// <summary>Whether a call has nothing to do with the tracker.</summary>
    private static bool MakesFile(Verb call) => call >= Verb.Dup && call <= Verb.ColdBoot;

    /// <summary>There was no memory for a node of the tracker, which is left as it was (KHO-RADIX-07).</summary>
    private static void FailForNode(Operation op, ModelState next, Expectation into)
    {
        into.Exercise(Clauses.KhoRadix07);
        into.Allow(
            OutcomePattern
                .Exactly(Refusal(op, Errno.ENOMEM).With(new FieldValue(Field.Injected, s_node)))
                .DespiteFault(),
            Spent(next, FaultTraces.Node)
        );
    }

    private static ModelSession? NamedSession(ModelState state, Operation op)
    {
        ByteString name = (op is RetrieveSession retrieve ? retrieve.Name : IoctlFrame.Name((Ioctl)op)).UpToNul();
        return state.FindIncoming(name) is { IsRetrieved: false } session ? session : null;
    }

    /// <summary>A failing PRESERVE_FD leaves nothing behind but pages where holes were (LUO-FILE-04, memfd 2).</summary>
    private static void FailToPreserve(ModelState state, Operation op, Expectation into)
    {
        (Handle target, Handle descriptor, ulong token) = op is PreserveFd preserve
            ? (preserve.Session, preserve.File, preserve.Token)
            : (((Ioctl)op).Target, ((Ioctl)op).File, IoctlFrame.Token((Ioctl)op));
        if (state.SessionOf(target) is not { IsIncoming: false } session)
        {
            return;
        }

        MemoryFile? file = state.OpenFileOf(descriptor) is { } open ? state.MemoryFile(open.MemoryFileId) : null;
        ModelState failed = AfterFailedPreserve(state, session, file, FindFile(session, token) < 0 ? token : null);
        if (file is { IsFrozen: false, Links: 0 } && failed.MemoryFile(file.Id) is { } now)
        {
            failed = failed.Copy();
            failed.Replace(now with { Premises = now.Premises | FilePremises.MayHaveLostHoles });
        }

        FailForNode(op, Spent(failed, FaultTraces.Preserve), into);
        Fail(op, Errno.ENOMEM, Spent(failed, FaultTraces.Preserve), into);
        if (failed.Kernel is not null && state.OpenFileOf(descriptor) is { PathOnly: false } asked)
        {
            FailBetweenCallbacks(failed, op, asked, into);
        }
    }

    /// <summary>
    /// Memory can run out behind the question which handler takes the file, and behind the FLBs that it depends on, which are then
    /// put again; the file's own preserve has not been called (luo-model 4.1, LUO-FLB-02).
    /// </summary>
    private static void FailBetweenCallbacks(ModelState failed, Operation op, OpenFile open, Expectation into)
    {
        if (failed.MemoryFile(open.MemoryFileId) is { Links: 0 })
        {
            return;
        }

        ModelState chosen = Spent(failed, FaultTraces.Preserve);
        if (Choose(chosen.Kernel!, open) is not { } handler)
        {
            return;
        }

        Fail(op, Errno.ENOMEM, chosen, into);
        if (handler.Flbs.Count == 0)
        {
            return;
        }

        ModelState counted = Spent(failed, FaultTraces.Preserve);
        ModelHandler taker = Choose(counted.Kernel!, open)!;
        if (CountFile(counted, taker, into) == Errno.None)
        {
            PutFile(counted.Kernel!, taker, taker.Flbs.Count);
            Fail(op, Errno.ENOMEM, counted, into);
        }
    }

    /// <summary>A failing RETRIEVE_FD is final once the handler was asked (LUO-FILE-09, MEMFD-14).</summary>
    private static void FailToRetrieve(ModelState state, Operation op, Expectation into)
    {
        (Handle target, ulong token) = op is RetrieveFd retrieve
            ? (retrieve.Session, retrieve.Token)
            : (((Ioctl)op).Target, IoctlFrame.Token((Ioctl)op));
        if (state.SessionOf(target) is not { IsIncoming: true } session)
        {
            return;
        }

        int index = FindFile(session, token);
        if (index >= 0 && session.FileArray[index] is { OpenFileId: 0, RetrieveError: Errno.None, Handled: null } file)
        {
            foreach (Errno errno in s_finalErrors)
            {
                ModelState failed = Spent(state, FaultTraces.Retrieve);
                failed.Premises |= StatePremises.AllocationFailed;
                var files = session.FileArray.AsSpan().ToArray();
                files[index] = file with { RetrieveError = errno };
                failed.Replace(session with { FileArray = files });
                into.Exercise(Clauses.Memfd14);
                Fail(op, errno, failed, into);
            }
        }

        ModelState next = Spent(state, FaultTraces.Retrieve);
        next.Premises |= StatePremises.AllocationFailed;
        Fail(op, Errno.ENOMEM, next, into);
        Fail(op, Errno.ENFILE, next, into);
    }

    /// <summary>The first open that cannot read the sessions is the last word on them (LUO-DEV-04).</summary>
    private static void FailToOpen(ModelState state, Operation op, Expectation into)
    {
        if (
            state is { IsLuoEnabled: true, IsDeviceBusy: false, IsDeserialized: false }
            && !state.IncomingSessions.IsEmpty
            && state.HasFreeDescriptors(1)
        )
        {
            ModelState failed = Spent(state, FaultTraces.Elsewhere);
            failed.IsDeserialized = true;
            failed.IsDeserializationFailed = true;
            if (failed.Kernel is { } kernel)
            {
                kernel.HasOpenFailed = true;
            }

            into.Exercise(Clauses.LuoDev04);
            Fail(op, Errno.EIO, failed, into);
        }

        FailPlainly(state, op, Verb.Open, into);
    }

    private static ModelState RetrievedDespiteFault(ModelState next, Operation op)
    {
        if (op.Result.IsNone || next.MemoryFileOf(op.Result) is not { IsRetrieved: true } file)
        {
            return next;
        }

        ModelState noted = next.Copy();
        noted.Replace(file with { Premises = file.Premises | FilePremises.RetrievedDespiteFault });
        return noted;
    }

    private static ModelState Spent(ModelState state, FaultTraces trace)
    {
        ModelState next = state.Copy();
        if (state.Faults is { } faults)
        {
            next.Faults = new InjectedFaults(IsPending: false, faults.Traces | trace);
        }

        return next;
    }

    private static Outcome Refusal(Operation op, Errno errno) =>
        op is Ioctl { Place: ArgumentPlace.Mapped } ? s_untouched[(int)errno] : Outcome.Refused(errno);

    private static void Fail(Operation op, Errno errno, ModelState next, Expectation into) =>
        into.Allow(OutcomePattern.Exactly(Refusal(op, errno)).DespiteFault(), next);
}
