using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Images, reboots and how a kernel comes up (kho 1, luo-model 2 and 4, luo-uapi 10).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>The state of a machine that has just been reset, with nothing handed over.</summary>
    /// <param name="parameters">The kernel's parameters.</param>
    public ModelState ColdBoot(BootParameters parameters)
    {
        var state = new ModelState
        {
            Differences = Options.Profile.Differences,
            Alternative = InitialAlternative(Options.Profile.Differences),
        };
        Start(state, parameters);
        if (Options.NodeBorders.Count > 0)
        {
            state.KernelMemory = KernelMemory.Empty with { NodeBorders = [.. Options.NodeBorders] };
        }

        return state;
    }

    private static void Reset(ModelState state, BootParameters parameters, Expectation into)
    {
        ModelState next = state.NextKernel();
        next.Alternative = InitialAlternative(next.Differences);
        Start(next, parameters);
        next.KernelMemory = state.KernelMemory?.Cross(carries: false);
        AllowBoot(next, parameters, inheritsScratch: false, into);
    }

    /// <summary>
    /// Scratch areas of a size that somebody chose may not fit into the machine, and then KHO stays off (kho 1). A kernel that
    /// KHO booted takes them over from the one before.
    /// </summary>
    private static void AllowBoot(ModelState next, BootParameters parameters, bool inheritsScratch, Expectation into)
    {
        into.Allow(Outcome.Ok, next);
        if (
            !next.IsKhoEnabled
            || inheritsScratch
            || parameters.Scratch is null
            || !ScratchText.IsTaken(parameters.Scratch.Span)
        )
        {
            return;
        }

        next.IsScratchChosen = true;
        next.ScratchSizes = ScratchText.Read(parameters.Scratch.Span);
        ModelState without = next.Copy();
        without.IsKhoEnabled = false;
        without.IsLuoEnabled = false;
        without.IsScratchChosen = false;
        without.ScratchSizes = null;
        into.Allow(Outcome.Ok, without);
    }

    /// <summary>An image must fit into the scratch areas, which may be too small when somebody chose their size.</summary>
    private static void AllowMisfit(ModelState state, Expectation into)
    {
        if (state.IsScratchChosen)
        {
            into.Refuse(Errno.EADDRNOTAVAIL, state);
        }
    }

    private static void LoadImage(ModelState state, Load op, Expectation into)
    {
        ModelState next = state.Copy();
        if (op.Kind is ImageKind.Crash or ImageKind.Plain)
        {
            next.Premises |= StatePremises.OtherImageLoaded;
        }

        if (op.Kind != ImageKind.Crash)
        {
            next.LoadedImage = op.Kind;
            next.ImageParameters = op.Parameters;
            next.MarkLoaded();
        }

        into.Allow(Outcome.Ok, next);
        AllowMisfit(state, into);
    }

    private static void UnloadImage(ModelState state, Expectation into)
    {
        ModelState next = state;
        if (state.LoadedImage is not null)
        {
            next = state.Copy();
            next.LoadedImage = null;
            next.ImageParameters = BootParameters.Default;
        }

        into.Allow(Outcome.Ok, next);
    }

    private void Reboot(ModelState state, Expectation into)
    {
        switch (state.LoadedImage)
        {
            case null:
                into.Exercise(Clauses.LuoReboot01);
                into.Refuse(Errno.EINVAL, state.WithPremises(StatePremises.RebootRefused));
                break;
            case ImageKind.Preserve:
                into.Exercise(Clauses.LuoReboot05);
                into.Allow(Outcome.Ok, state.WithPremises(StatePremises.RebootCameBack));
                break;
            default:
                Jump(state, state.LoadedImage.Value, state.ImageParameters, into);
                break;
        }
    }

    private void Reboot(ModelState state, BootParameters parameters, Expectation into)
    {
        if (state.LoadedImage is not null)
        {
            Reboot(state, into);
            return;
        }

        Jump(state, ImageKind.File, parameters, into);
        AllowMisfit(state, into);
    }

    private void Jump(ModelState state, ImageKind kind, BootParameters parameters, Expectation into)
    {
        if (!state.IsLuoEnabled)
        {
            into.Exercise(Clauses.LuoDev01);
        }

        if (state.Kernel is not null)
        {
            state = state.Copy();
            Errno error = FreezesAtJump(state, into) ? Freeze(state, into) : Errno.None;
            error = error == Errno.None ? CompleteInReboot(state, Nowhere, into)!.Value : error;
            if (error != Errno.None)
            {
                KeepLoaded(state, parameters);
                into.Refuse(error, state);
                return;
            }
        }

        ModelState next = state.NextKernel();
        Start(next, parameters);
        if (state.Premises.Has(StatePremises.OtherImageLoaded))
        {
            next.Premises |= StatePremises.OtherImageBefore;
        }

        if (state.Faults is { } faults && faults.Traces.HasFlag(FaultTraces.Node))
        {
            // The next kernel follows the tracker that this one has left.
            next.Faults = new InjectedFaults(IsPending: false, FaultTraces.Node);
        }

        bool carries = kind == ImageKind.File && state.IsKhoEnabled;
        LostReason reason = kind == ImageKind.Plain ? LostReason.PlainImage : LostReason.NeverTakenOver;
        bool handsSessionsOver = true;
        KernelFate lost = KernelFate.NotCarried;
        if (state.Alternative is not null)
        {
            next.Alternative = CrossAlternative(state, next, carries);
            lost = carries && !IsTriggered(state) ? KernelFate.NotFinalized : lost;
            carries &= IsTriggered(state);
            handsSessionsOver = HandsSessionsOver(state);
            reason = handsSessionsOver ? reason : LostReason.NotPrepared;
        }

        bool isTakenOver = kind != ImageKind.Plain && next.IsLuoEnabled && handsSessionsOver;
        next.SetLost(LostAtJump(state, isTakenOver ? null : reason));
        next.CameByKho = carries;
        next.KernelMemory = state.KernelMemory?.Cross(carries, lost);
        next.IsScratchChosen = carries && state.IsScratchChosen && next.IsKhoEnabled;
        next.ScratchSizes = next.IsScratchChosen ? state.ScratchSizes : null;
        if (carries && next.IsLuoEnabled && handsSessionsOver)
        {
            next.SetIncoming(Cross(state, next));
            next.SessionsAtKexec = state.OutgoingSessions.Length;
            next.Premises |= state.IsLuoEnabled ? StatePremises.CameWithLuo : StatePremises.None;
        }

        if (state.Kernel is not null)
        {
            CrossKernel(state, next, carries && next.IsLuoEnabled && handsSessionsOver);
        }

        AllowBoot(next, parameters, carries, into);
    }

    /// <summary>Applies the command line (kho 1): KHO is on unless it says no, LUO is off unless it says yes.</summary>
    private static void Start(ModelState state, BootParameters parameters)
    {
        state.IsKhoEnabled = parameters.Kho is null || (ParseBoolean(parameters.Kho.Span) ?? true);
        bool wanted = parameters.LiveUpdate is null || (ParseBoolean(parameters.LiveUpdate.Span) ?? false);
        state.IsLuoEnabled = state.IsKhoEnabled && wanted;
        if (IsSpelt(parameters.Kho) || IsSpelt(parameters.LiveUpdate) || parameters.Scratch is not null)
        {
            state.Premises |= StatePremises.ParametersSpelt;
        }
    }

    /// <summary>Whether a parameter is there in another spelling than plain "on" or "off".</summary>
    private static bool IsSpelt(ByteString? text) =>
        text is not null && !text.Span.SequenceEqual("on"u8) && !text.Span.SequenceEqual("off"u8);

    /// <summary>The kernel's reading of a yes or no (KHO-CMD-01): only the first characters count.</summary>
    private static bool? ParseBoolean(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        switch ((char)text[0])
        {
            case 'y' or 'Y' or 't' or 'T' or '1' or 'e' or 'E':
                return true;
            case 'n' or 'N' or 'f' or 'F' or '0' or 'd' or 'D':
                return false;
            case 'o' or 'O' when text.Length > 1:
                return (char)text[1] switch
                {
                    'n' or 'N' => true,
                    'f' or 'F' => false,
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>The incoming sessions that the next kernel finds: what is preserved at the jump, in order.</summary>
    private ModelSession[] Cross(ModelState state, ModelState next)
    {
        ReadOnlySpan<ModelSession> outgoing = state.OutgoingSessions;
        if (outgoing.IsEmpty)
        {
            return [];
        }

        var incoming = new ModelSession[outgoing.Length];
        for (int i = 0; i < incoming.Length; i++)
        {
            ModelSession session = outgoing[i];
            SessionPremises premises =
                session.Premises
                & (
                    SessionPremises.CopyClosed
                    | SessionPremises.DeviceClosed
                    | SessionPremises.RebootFailed
                    | SessionPremises.UnpreservedBeyond
                );
            if (WasLoadedBefore(state, session.Id))
            {
                premises |= SessionPremises.CreatedAfterLoad;
            }

            if (state.Premises.Has(StatePremises.OtherImageLoaded))
            {
                premises |= SessionPremises.OtherImageLoaded;
            }

            incoming[i] = new ModelSession
            {
                Id = next.NewId(),
                Name = session.Name,
                IsIncoming = true,
                FileArray = Cross(state, session.FileArray),
                FilesAtKexec = session.FileArray.Length,
                Premises = premises,
            };
        }

        return incoming;
    }

    private ModelFile[] Cross(ModelState state, ModelFile[] files)
    {
        var result = files.Length == 0 ? files : new ModelFile[files.Length];
        for (int i = 0; i < files.Length; i++)
        {
            ModelFile file = files[i];
            if (file.Handled is not null)
            {
                result[i] = CrossHandled(file);
                continue;
            }

            OpenFile open = state.OpenFile(file.OpenFileId)!;
            result[i] = new ModelFile
            {
                Token = file.Token,
                Seals = file.Seals,
                Position = state.Alternative is { Stage: LuoStage.Frozen } ? file.Position : open.Position,
                Incoming = Cross(state, file, open),
            };
        }

        return result;
    }

    /// <summary>What crosses of a memfd: contents and position at the jump, size and seals at PRESERVE_FD (memfd 4 and 5).</summary>
    private MemoryFile Cross(ModelState state, ModelFile file, OpenFile open)
    {
        const FilePremises Carried =
            FilePremises.WrittenWhilePreserved
            | FilePremises.MovedWhilePreserved
            | FilePremises.SealedWhilePreserved
            | FilePremises.HadHoles
            | FilePremises.HadUnwrittenPages;
        MemoryFile memory = state.MemoryFile(open.MemoryFileId)!;
        FilePremises premises = memory.Premises & Carried;
        if (!state.HasDescriptor(open.Id))
        {
            premises |= FilePremises.DescriptorClosed;
        }

        if (WasLoadedBefore(state, file.Sequence))
        {
            premises |= FilePremises.PreservedAfterLoad;
        }

        if (state.Alternative is { Stage: LuoStage.Frozen } && file.Position != open.Position)
        {
            premises |= FilePremises.MovedSinceFreeze;
        }

        return new MemoryFile
        {
            Id = 0,
            Size = memory.Size,
            Seals = state.Has(Differences.SealsDropped) ? MemoryLimits.SealSeal : file.Seals,
            IsDoubtful = memory.IsDoubtful,
            Mode = MemfdMode,
            Contents = Recorded(state, memory),
            AllocatedPages = PageSet.Empty.With(0, RecordedPages(state, memory.Size)),
            Crossings = memory.Crossings + 1,
            Premises = premises,
        };
    }

    private static bool WasLoadedBefore(ModelState state, int sequence) =>
        state.LoadedImage == ImageKind.File && sequence >= state.LoadedSince;

    /// <summary>The sessions that the next kernel must not find, and why.</summary>
    /// <param name="state">The state before the jump.</param>
    /// <param name="ofOutgoing">Why the outgoing sessions are among them, or <see langword="null"/> when they are not.</param>
    private static LostSession[] LostAtJump(ModelState state, LostReason? ofOutgoing)
    {
        var lost = new List<LostSession>();
        foreach (LostSession old in state.LostSessions)
        {
            LostReason? kept = old.Reason switch
            {
                LostReason.OutgoingClosed => LostReason.ClosedBeforeKexec,
                LostReason.OutgoingClosedAfterLoad => LostReason.ClosedAfterLoad,
                LostReason.FinishedAndClosed or LostReason.ClosedUnfinished or LostReason.FinishedByEvent =>
                    LostReason.IncomingRetrieved,
                LostReason.NeverTakenOver when !state.IsLuoEnabled => LostReason.NeverTakenOver,
                _ => null,
            };
            if (kept is { } ofOld)
            {
                lost.Add(new LostSession(old.Name, ofOld));
            }
        }

        foreach (ModelSession session in state.IncomingSessions)
        {
            lost.Add(
                new LostSession(
                    session.Name,
                    session.IsRetrieved ? LostReason.IncomingRetrieved : LostReason.IncomingNeverRetrieved
                )
            );
        }

        if (ofOutgoing is { } reason)
        {
            foreach (ModelSession session in state.OutgoingSessions)
            {
                lost.Add(new LostSession(session.Name, reason));
            }
        }

        return lost.Count == 0 ? [] : [.. lost.TakeLast(ModelState.MaxLost)];
    }
}
