using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>The callbacks of file handlers, in their order (luo-model 4).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>From so many sessions on the contract leaves the trace of a death open.</summary>
    private const int MostOrderedEnds = 4;

    /// <summary>PRESERVE_FD of anything that the memfd handler does not take (luo-model 4.1).</summary>
    private static Errno PreserveByScript(
        ModelState state,
        ModelSession session,
        OpenFile open,
        ulong token,
        Expectation into,
        out ModelState next
    )
    {
        into.Exercise(Clauses.LuoFile16);
        next = state.Copy();
        KernelState kernel = next.Kernel!;
        ModelHandler? handler = Choose(kernel, open);
        if (handler is null)
        {
            NoteFailed(next, session, token);
            return Errno.ENOENT;
        }

        ulong idObject = handler.Has(HandlerCallbacks.GetId) ? open.Scripted!.Object : 0;
        int idFile = idObject == 0 ? open.Id : 0;
        bool isOwned =
            IsOwned(next.OutgoingSessions, idObject, idFile) || IsOwned(next.IncomingSessions, idObject, idFile);
        if (isOwned && next.Has(Differences.PreservedAgain))
        {
            into.Exercise(Clauses.LuoOld08);
        }
        else if (isOwned)
        {
            into.Exercise(open.IsHeldBySession && open.Scripted!.Object == 0 ? Clauses.LuoFile13 : Clauses.LuoFile03);
            NoteFailed(next, session, token);
            return Errno.EBUSY;
        }

        Errno errno = CountFile(next, handler, into);
        ulong data = 0;
        if (errno == Errno.None)
        {
            errno = CallPreserve(next, session, handler, open, into, out data);
            if (errno != Errno.None)
            {
                PutFile(kernel, handler, handler.Flbs.Count);
            }
        }

        if (errno != Errno.None)
        {
            into.Exercise(Clauses.LuoFile31);
            NoteFailed(next, session, token);
            return errno;
        }

        if (session.Premises.Has(SessionPremises.PreserveFailed) && session.FailedToken == token)
        {
            into.Exercise(Clauses.LuoFile04);
        }

        ExerciseCall(state, session, into);
        var preserved = new ModelFile
        {
            Token = token,
            OpenFileId = open.Id,
            Sequence = next.NewId(),
            Handled = new HandledFile
            {
                Compatible = handler.Compatible,
                Handler = handler.Handle,
                Data = data,
                IdObject = idObject,
                IdOpenFile = idFile,
            },
        };
        next.Replace(session with { FileArray = ModelState.Append(session.FileArray, preserved) });
        next.Replace(open with { IsHeldBySession = true });
        return Errno.None;
    }

    private static void NoteFailed(ModelState next, ModelSession session, ulong token) =>
        next.Replace(
            session with
            {
                Premises = session.Premises | SessionPremises.PreserveFailed,
                FailedToken = token,
            }
        );

    /// <summary>Asks the handlers in the order of their registration; the first that says yes is the handler (LUO-FILE-16).</summary>
    private static ModelHandler? Choose(KernelState kernel, OpenFile open)
    {
        foreach (ModelHandler handler in kernel.Handlers)
        {
            if (!handler.IsRegistered)
            {
                continue;
            }

            ModelScript script = Call(kernel, null, handler, HandlerCallbacks.CanPreserve);
            bool takes =
                open.Scripted is { } file
                && (handler.Kinds & (1UL << (int)file.Kind)) != 0
                && script.Fail == Errno.None;
            kernel.Trace.Add(handler.Handle, "can_preserve", Number(open.Scripted?.Value), takes ? "1" : "0");
            if (takes)
            {
                return handler;
            }
        }

        return null;
    }

    private static bool IsOwned(ReadOnlySpan<ModelSession> sessions, ulong idObject, int idFile)
    {
        foreach (ModelSession session in sessions)
        {
            foreach (ModelFile file in session.Files)
            {
                if (
                    file is { OpenFileId: not 0, Handled: { } handled }
                    && handled.IdObject == idObject
                    && handled.IdOpenFile == idFile
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Counts a file on each FLB in order; when one fails those before it are put, the last first (LUO-FLB-02).</summary>
    private static Errno CountFile(ModelState next, ModelHandler handler, Expectation into)
    {
        KernelState kernel = next.Kernel!;
        ExerciseFlbs(handler, into);
        for (int i = 0; i < handler.Flbs.Count; i++)
        {
            Errno errno = CountFile(kernel, kernel.Flb(handler.Flbs[i])!);
            if (errno != Errno.None)
            {
                PutFile(kernel, handler, i);
                return errno;
            }
        }

        return Errno.None;
    }

    private static void ExerciseFlbs(ModelHandler handler, Expectation? into)
    {
        if (handler.Flbs.Count > 0)
        {
            into?.Exercise(Clauses.LuoFlb01);
        }

        if (handler.Flbs.Count > 1)
        {
            into?.Exercise(Clauses.LuoFlb02);
        }
    }

    private static void PutFile(KernelState kernel, ModelHandler handler, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            PutOutgoing(kernel, kernel.Flb(handler.Flbs[i])!);
        }
    }

    private static Errno CallPreserve(
        ModelState next,
        ModelSession session,
        ModelHandler handler,
        OpenFile open,
        Expectation into,
        out ulong data
    )
    {
        KernelState kernel = next.Kernel!;
        ScriptedFile file = open.Scripted!;
        ModelScript script = Call(kernel, next, handler, HandlerCallbacks.Preserve);
        Errno errno = script.Fail;
        if (file.HasNeed)
        {
            into.Exercise(Clauses.LuoFile30);
            bool isThere = IsPreservedIn(next, session, file);
            kernel.Trace.Add(handler.Handle, "is_preserved", Number(file.NeededValue), isThere ? "1" : "0");
            errno = isThere ? errno : Errno.EINVAL;
        }

        data = script.Data ?? file.Value;
        kernel.Trace.Add(handler.Handle, "preserve", Number(file.Value), Result(errno, data));
        return errno;
    }

    /// <summary>Whether what a file depends on is preserved in the session; a memfd through whichever descriptor (D3.9).</summary>
    private static bool IsPreservedIn(ModelState state, ModelSession session, ScriptedFile file)
    {
        foreach (ModelFile other in session.Files)
        {
            if (
                other.OpenFileId == file.NeededOpenFileId
                || (
                    file.NeededMemoryFileId != 0
                    && state.OpenFile(other.OpenFileId)?.MemoryFileId == file.NeededMemoryFileId
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a callback does this time. What it asks for comes first.</summary>
    private static ModelScript Call(
        KernelState kernel,
        ModelState? next,
        ModelHandler handler,
        HandlerCallbacks callback
    )
    {
        ModelScript script = handler.Call(callback);
        if (kernel.Flb(script.Ask) is { } flb)
        {
            Ask(kernel, next, handler, callback, flb);
        }

        return script;
    }

    private static void Ask(
        KernelState kernel,
        ModelState? next,
        ModelHandler handler,
        HandlerCallbacks callback,
        ModelFlb flb
    )
    {
        bool isIncoming =
            callback is HandlerCallbacks.Retrieve or HandlerCallbacks.CanFinish or HandlerCallbacks.Finish;
        Errno errno = isIncoming ? GetIncoming(next!, flb) : GetOutgoing(flb);
        ulong made = isIncoming ? flb.IncomingObject : flb.OutgoingObject;
        kernel.Trace.Add(handler.Handle, "ask", $"{flb.Handle}", Result(errno, made));
        if (errno == Errno.None && isIncoming)
        {
            PutIncoming(next!, flb);
        }
        else if (errno == Errno.None)
        {
            PutOutgoing(kernel, flb);
        }
    }

    /// <summary>Asks the handlers of an incoming session's files, first to last, until one refuses (luo-model 4.7).</summary>
    private static bool CanFinish(ModelState next, ModelSession session, Expectation? into)
    {
        if (next.Kernel is not { } kernel)
        {
            return true;
        }

        int asked = 0;
        foreach (ModelFile file in session.FileArray)
        {
            if (file.Handled is not { } handled || kernel.Handler(handled.Handler) is not { } handler)
            {
                continue;
            }

            if (!handler.Has(HandlerCallbacks.CanFinish))
            {
                continue;
            }

            asked++;
            bool can = Call(kernel, next, handler, HandlerCallbacks.CanFinish).Fail == Errno.None;
            kernel.Trace.Add(handler.Handle, "can_finish", EndArguments(next, file, handled), can ? "1" : "0");
            if (!can)
            {
                into?.Exercise(Clauses.LuoFile12);
                next.Replace(session with { Premises = session.Premises | SessionPremises.CouldNotFinish });
                return false;
            }
        }

        if (asked > 0 && session.Premises.Has(SessionPremises.CouldNotFinish))
        {
            into?.Exercise(Clauses.LuoFile12);
        }

        ExerciseEnding(kernel, session, into);
        return true;
    }

    /// <summary>Unpreserves or finishes one file (luo-model 4.2 and 4.7).</summary>
    /// <param name="next">The state.</param>
    /// <param name="file">The file.</param>
    /// <param name="handled">What its handler knows of it.</param>
    /// <param name="isHeld">Whether another preservation of it is left.</param>
    private static void LetGoByScript(ModelState next, ModelFile file, HandledFile handled, bool isHeld)
    {
        KernelState kernel = next.Kernel!;
        if (kernel.Handler(handled.Handler) is not { } handler)
        {
            return;
        }

        if (handled.IsIncoming)
        {
            _ = Call(kernel, next, handler, HandlerCallbacks.Finish);
            kernel.Trace.Add(handler.Handle, "finish", EndArguments(next, file, handled));
            for (int i = handler.Flbs.Count - 1; i >= 0; i--)
            {
                PutIncoming(next, kernel.Flb(handler.Flbs[i])!);
            }
        }
        else
        {
            _ = Call(kernel, next, handler, HandlerCallbacks.Unpreserve);
            kernel.Trace.Add(handler.Handle, "unpreserve", Arguments(next, file, handled.Data));
            PutFile(kernel, handler, handler.Flbs.Count);
        }

        if (next.OpenFile(file.OpenFileId) is { } open && !isHeld)
        {
            next.Replace(open with { IsHeldBySession = false });
            Release(next, open.Id);
        }
    }

    /// <summary>The handler makes a file again; a refusal is final (luo-model 4.6, LUO-FILE-09).</summary>
    private static Errno RetrieveByScript(ModelState next, ModelSession session, int index, Expectation into)
    {
        ModelFile file = session.FileArray[index];
        HandledFile handled = file.Handled!;
        if (handled.Failed != Errno.None)
        {
            into.Exercise(Clauses.LuoFile09);
            return handled.Failed;
        }

        if (handled.WasRefused)
        {
            into.Exercise(Clauses.LuoOld11);
        }

        KernelState kernel = next.Kernel!;
        ModelHandler handler = kernel.Handler(handled.Handler)!;
        into.Exercise(Clauses.LuoFile06);
        into.Exercise(Clauses.LuoFile16);
        into.Exercise(handled.FreezeSpoke ? Clauses.LuoReboot07 : Clauses.LuoFile32);
        if (session.Premises.Has(SessionPremises.RebootFailed))
        {
            into.Exercise(Clauses.LuoReboot03);
        }

        ModelScript script = Call(kernel, next, handler, HandlerCallbacks.Retrieve);
        kernel.Trace.Add(
            handler.Handle,
            "retrieve",
            CallbackTrace.Of(handled.Data),
            script.Fail == Errno.None ? "0" : $"{script.Fail}"
        );
        var files = session.FileArray.AsSpan().ToArray();
        if (script.Fail != Errno.None)
        {
            files[index] = file with
            {
                Handled = next.Has(Differences.RetrieveForgotten)
                    ? handled with
                    {
                        WasRefused = true,
                    }
                    : handled with
                    {
                        Failed = script.Fail,
                    },
            };
        }
        else
        {
            ulong kinds = handler.Kinds | (1UL << (int)CreateHandlerFile.MaxKind);
            var open = new OpenFile
            {
                Id = next.NewId(),
                Kind = OpenFileKind.Special,
                IsHeldBySession = true,
                Scripted = new ScriptedFile
                {
                    Kind = (ulong)System.Numerics.BitOperations.TrailingZeroCount(kinds),
                    Value = handled.Data,
                },
            };
            next.Add(open);
            files[index] = file with { OpenFileId = open.Id, Handled = handled with { IdOpenFile = open.Id } };
        }

        next.Replace(next.Session(session.Id)! with { FileArray = files });
        return script.Fail;
    }

    /// <summary>The first open finds a handler for each file, or fails for ever (luo-model 2.3, LUO-FILE-16).</summary>
    private static bool FindHandlers(ModelState next, Expectation into)
    {
        KernelState kernel = next.Kernel!;
        if (kernel.HasOpenFailed)
        {
            into.Exercise(Clauses.LuoDev04);
            into.Exercise(Clauses.LuoFile16);
            return false;
        }

        if (next.IsDeserialized)
        {
            return true;
        }

        foreach (ModelSession session in next.IncomingSessions.ToArray())
        {
            ModelFile[] files = session.FileArray;
            if (!Array.Exists(files, static file => file.Handled is not null))
            {
                continue;
            }

            into.Exercise(Clauses.LuoFile16);
            var read = new ModelFile[files.Length];
            for (int i = 0; i < files.Length; i++)
            {
                read[i] = files[i];
                if (files[i].Handled is not { } handled)
                {
                    continue;
                }

                if (kernel.Handler(handled.Compatible) is not { } handler)
                {
                    kernel.HasOpenFailed = true;
                    next.IsDeserialized = true;
                    into.Exercise(Clauses.LuoDev04);
                    return false;
                }

                read[i] = files[i] with { Handled = handled with { Handler = handler.Handle } };
            }

            next.Replace(session with { FileArray = read });
        }

        return true;
    }

    /// <summary>Freezes everything before a jump; when a file refuses all is undone (luo-model 4.3 and 4.4).</summary>
    private static Errno Freeze(ModelState next, Expectation into)
    {
        KernelState kernel = next.Kernel!;
        ModelSession[] sessions = next.OutgoingSessions.ToArray();
        int frozen = 0;
        for (int s = 0; s < sessions.Length; s++)
        {
            for (int f = 0; f < sessions[s].FileArray.Length; f++)
            {
                Errno errno = Freeze(next, sessions[s].Id, f);
                if (errno != Errno.None)
                {
                    into.Exercise(Clauses.LuoReboot02);
                    Unfreeze(next, sessions, s, f);
                    NoteFailedReboot(next);
                    return errno;
                }

                frozen += sessions[s].FileArray[f].Handled is null ? 0 : 1;
            }
        }

        if (frozen > 1)
        {
            into.Exercise(Clauses.LuoFile14);
        }

        _ = kernel;
        return Errno.None;
    }

    private static Errno Freeze(ModelState next, int sessionId, int index)
    {
        ModelSession session = next.Session(sessionId)!;
        ModelFile file = session.FileArray[index];
        KernelState kernel = next.Kernel!;
        if (
            file.Handled is not { } handled
            || kernel.Handler(handled.Handler) is not { } handler
            || !handler.Has(HandlerCallbacks.Freeze)
        )
        {
            return Errno.None;
        }

        ModelScript script = Call(kernel, next, handler, HandlerCallbacks.Freeze);
        ulong data = script.Data ?? handled.Data;
        kernel.Trace.Add(handler.Handle, "freeze", Arguments(next, file, handled.Data), Result(script.Fail, data));
        if (script.Data is not null)
        {
            // Only success makes the new data count (LUO-REBOOT-07).
            var files = session.FileArray.AsSpan().ToArray();
            files[index] = file with
            {
                Handled = handled with { Data = script.Fail == Errno.None ? data : handled.Data, FreezeSpoke = true },
            };
            next.Replace(session with { FileArray = files });
        }

        return script.Fail;
    }

    /// <summary>
    /// Unfreezes the files before the one that failed, then all files of each session before that one; sessions backwards, the
    /// files of each forwards (LUO-REBOOT-02).
    /// </summary>
    private static void Unfreeze(ModelState next, ModelSession[] sessions, int failed, int file)
    {
        Unfreeze(next, sessions[failed].Id, file);
        for (int s = failed - 1; s >= 0; s--)
        {
            Unfreeze(next, sessions[s].Id, sessions[s].FileArray.Length);
        }
    }

    private static void Unfreeze(ModelState next, int sessionId, int count)
    {
        KernelState kernel = next.Kernel!;
        foreach (ModelFile file in next.Session(sessionId)!.FileArray.AsSpan(0, count))
        {
            if (
                file.Handled is { } handled
                && kernel.Handler(handled.Handler) is { } handler
                && handler.Has(HandlerCallbacks.Unfreeze)
            )
            {
                _ = Call(kernel, next, handler, HandlerCallbacks.Unfreeze);
                kernel.Trace.Add(handler.Handle, "unfreeze", Arguments(next, file, handled.Data));
            }
        }
    }

    private static void NoteFailedReboot(ModelState next)
    {
        next.Premises |= StatePremises.RebootFailed;
        foreach (ModelSession session in next.OutgoingSessions.ToArray())
        {
            next.Replace(session with { Premises = session.Premises | SessionPremises.RebootFailed });
        }
    }

    /// <summary>The image that kexec loads by itself stays loaded when its reboot fails.</summary>
    private static void KeepLoaded(ModelState next, BootParameters parameters)
    {
        if (next.LoadedImage is null)
        {
            next.LoadedImage = ImageKind.File;
            next.ImageParameters = parameters;
            next.MarkLoaded();
        }
    }

    private static ModelFile CrossHandled(ModelFile file) =>
        new()
        {
            Token = file.Token,
            Handled = new HandledFile
            {
                Compatible = file.Handled!.Compatible,
                Data = file.Handled.Data,
                FreezeSpoke = file.Handled.FreezeSpoke,
                IsIncoming = true,
            },
        };

    /// <summary>What the next kernel finds of FLBs; the callbacks of the freeze belong to this answer.</summary>
    private static void CrossKernel(ModelState state, ModelState next, bool carries)
    {
        KernelState kernel = state.Kernel!;
        var crossed = new List<IncomingFlb>();
        foreach (Handle handle in carries ? kernel.RegisteredFlbs : [])
        {
            ModelFlb flb = kernel.Flb(handle)!;
            if (flb.OutgoingCount > 0)
            {
                crossed.Add(new IncomingFlb(flb.Compatible, flb.OutgoingData, flb.OutgoingCount));
            }
        }

        next.Kernel = new KernelState(kernel.Trace) { CameIn = crossed };
    }

    /// <summary>
    /// The agent dies with several sessions of handlers' files: in which order they end is left open.
    /// </summary>
    /// <returns>Whether there are so many.</returns>
    private static bool EndInAnyOrder(ModelState state, Expectation into)
    {
        OpenFile[] all = state.OpenFiles.ToArray();
        OpenFile[] ending =
        [
            .. all.Where(open =>
                open.Kind == OpenFileKind.Session
                && state.Session(open.SessionId) is { } session
                && Array.Exists(session.FileArray, static file => file.Handled is not null)
            ),
        ];
        foreach (OpenFile open in ending)
        {
            ExerciseWithdrawal(state, state.Session(open.SessionId)!, into);
        }

        if (ending.Length < 2)
        {
            foreach (OpenFile open in ending)
            {
                ModelSession session = state.Session(open.SessionId)!;
                if (!IsKept(state, session))
                {
                    ExerciseEnding(state.Kernel!, session, into);
                }
            }

            return false;
        }

        OpenFile[] others = [.. all.Where(open => !ending.Contains(open))];
        if (ending.Length >= MostOrderedEnds)
        {
            ModelState next = AfterDeath(state, [.. ending, .. others]);
            next.Kernel!.IsTraceOpen = true;
            into.Allow(Outcome.Ok, next);
            return true;
        }

        foreach (OpenFile[] order in Orders(ending, 0))
        {
            into.Allow(Outcome.Ok, AfterDeath(state, [.. order, .. others]));
        }

        return true;
    }

    private static IEnumerable<OpenFile[]> Orders(OpenFile[] files, int from)
    {
        if (from == files.Length)
        {
            yield return files;
        }

        for (int i = from; i < files.Length; i++)
        {
            OpenFile[] swapped = [.. files];
            (swapped[from], swapped[i]) = (swapped[i], swapped[from]);
            foreach (OpenFile[] order in Orders(swapped, from + 1))
            {
                yield return order;
            }
        }
    }

    /// <summary>Notes what the end of a session shows, when its last descriptor was closed.</summary>
    private static void ExerciseEnded(ModelState state, ModelState next, int openFileId, Expectation into)
    {
        if (
            state.OpenFile(openFileId) is not { Kind: OpenFileKind.Session } open
            || state.Session(open.SessionId) is not { } session
        )
        {
            return;
        }

        if (next.Session(session.Id) is not { } left)
        {
            ExerciseWithdrawal(state, session, into);
            ExerciseEnding(state.Kernel!, session, into);
        }
        else if (left.Premises.Has(SessionPremises.CouldNotFinish) && !state.Has(Differences.NoFinish))
        {
            into.Exercise(Clauses.LuoFile12);
        }
    }

    private static void ExerciseEnding(KernelState kernel, ModelSession session, Expectation? into)
    {
        int count = 0;
        foreach (ModelFile file in session.FileArray)
        {
            if (file.Handled is not { } handled || kernel.Handler(handled.Handler) is not { } handler)
            {
                continue;
            }

            count++;
            into?.Exercise(session.IsIncoming ? Clauses.LuoFile32 : Clauses.LuoFile31);
            if (handler.Flbs.Count == 0)
            {
                continue;
            }

            if (session.IsIncoming)
            {
                into?.Exercise(Clauses.LuoFlb05);
            }
            else
            {
                ExerciseFlbs(handler, into);
            }
        }

        if (count > 1)
        {
            into?.Exercise(Clauses.LuoFile14);
        }
    }

    private static string Number(ulong? value) => CallbackTrace.Of(value);

    private static string Arguments(ModelState state, ModelFile file, ulong data) =>
        $"{Number(state.OpenFile(file.OpenFileId)?.Scripted?.Value)}/{Number(data)}";

    private static string EndArguments(ModelState state, ModelFile file, HandledFile handled)
    {
        string status =
            handled.Failed != Errno.None ? $"{handled.Failed}"
            : file.OpenFileId != 0 ? "1"
            : "0";
        return $"{status}/{Arguments(state, file, handled.Data)}";
    }
}
