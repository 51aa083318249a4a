using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>
/// What is asked right behind a fault, in place of the rest of the program: that everything is as it was, now and in the next
/// kernel, to which it is handed over at once.
/// </summary>
internal static class Aftermath
{
    private const int MostHeld = 24;
    private const int MostSessions = 8;
    private const int MostFiles = 12;
    private const ulong MostRead = 3 * 4096;

    /// <summary>The operations.</summary>
    /// <param name="state">The state behind the fault.</param>
    /// <param name="done">The program, up to the operation in which it happened.</param>
    /// <param name="features">What the implementation can do.</param>
    public static Operation[] Of(ModelState state, ReadOnlySpan<Operation> done, Features features)
    {
        var asked = new List<Operation>();
        Lift(state, asked);
        Look(state, features, asked);
        Trigger(state, asked);
        asked.Add(new Kexec(BootParameters.Default));
        Register(state, done, asked);
        Arrive(state, done[^1], asked);
        return [.. asked];
    }

    private static void Lift(ModelState state, List<Operation> asked)
    {
        if (state.FreeDescriptors is not null)
        {
            asked.Add(new LimitFds(null));
        }

        if (state.Faults is { IsToCome: true })
        {
            asked.Add(new Inject(null));
        }
    }

    private static void Look(ModelState state, Features features, List<Operation> asked)
    {
        asked.Add(new CountFds());
        if (features.HasFlag(Features.KernelMemory) && state.KernelMemory is not null)
        {
            asked.Add(new KhoKeys());
        }

        ReadOnlySpan<Binding> held = state.Bindings;
        foreach (Binding binding in held[Math.Max(0, held.Length - MostHeld)..])
        {
            if (!binding.IsMapping && state.OpenFile(binding.TargetId) is { PathOnly: false } open)
            {
                Look(state, binding.Handle, open, asked);
            }
        }
    }

    private static void Look(ModelState state, Handle handle, OpenFile open, List<Operation> asked)
    {
        switch (open.Kind)
        {
            case OpenFileKind.Session:
                asked.Add(new GetName(handle));
                break;
            case OpenFileKind.Special when open.Scripted is not null:
                asked.Add(new GetHandlerValue(handle));
                break;
            case OpenFileKind.Memory when state.MemoryFile(open.MemoryFileId) is { } file:
                asked.Add(new Stat(handle));
                asked.Add(new GetSeals(handle));
                asked.Add(new Seek(handle, 0, SeekFrom.Cur));
                if (open.Readable)
                {
                    asked.Add(new ReadFile(handle, 0, Math.Min(file.Size, MostRead)));
                }

                break;
        }
    }

    /// <summary>Where a jump hands over only what was finalized or prepared, it is.</summary>
    private static void Trigger(ModelState state, List<Operation> asked)
    {
        if (state.Differences.HasFlag(Differences.FinalizeStep) && !state.IsLuoEnabled)
        {
            asked.Add(new KhoFinalize());
            return;
        }

        if (!state.Differences.HasFlag(Differences.GlobalStates) || state.Alternative is not { Stage: LuoStage.Normal })
        {
            return;
        }

        foreach (Binding binding in state.Bindings)
        {
            if (
                !binding.IsMapping && state.OpenFile(binding.TargetId) is { Kind: OpenFileKind.Device, PathOnly: false }
            )
            {
                asked.Add(new LuoEvent(binding.Handle, EventKind.Prepare));
                return;
            }
        }

        Handle device = Handle.Numbered('d', 0);
        asked.Add(new OpenDevice(device));
        asked.Add(new LuoEvent(device, EventKind.Prepare));
    }

    /// <summary>The handlers and FLBs of this kernel are there in the next one too.</summary>
    private static void Register(ModelState state, ReadOnlySpan<Operation> done, List<Operation> asked)
    {
        if (state.Kernel is not { } kernel)
        {
            return;
        }

        foreach (Operation operation in done)
        {
            bool isThere = operation switch
            {
                RegisterHandler => kernel.Handlers.Any(one => one.Handle == operation.Result && one.IsRegistered),
                RegisterFlb => kernel.RegisteredFlbs.Contains(operation.Result),
                LinkFlb link => kernel.RegisteredFlbs.Contains(link.Flb),
                _ => false,
            };
            if (isThere && !asked.Contains(operation))
            {
                asked.Add(operation);
            }
        }
    }

    private static void Arrive(ModelState state, Operation hit, List<Operation> asked)
    {
        Handle device = Handle.Numbered('d', 0);
        asked.Add(new OpenDevice(device));
        ReadOnlySpan<ModelSession> sessions = state.OutgoingSessions;
        for (int i = Math.Max(0, sessions.Length - MostSessions); i < sessions.Length; i++)
        {
            Retrieve(state, sessions[i], device, Handle.Numbered('s', i), hit, asked);
        }

        foreach (ModelSession gone in state.IncomingSessions[..Math.Min(2, state.IncomingSessions.Length)])
        {
            asked.Add(new RetrieveSession(Handle.Numbered('i', 0), device, gone.Name));
        }

        if (hit is CreateSession create)
        {
            asked.Add(new RetrieveSession(Handle.Numbered('i', 0), device, create.Name));
        }

        asked.Add(new CountFds());
    }

    private static void Retrieve(
        ModelState state,
        ModelSession session,
        Handle device,
        Handle handle,
        Operation hit,
        List<Operation> asked
    )
    {
        asked.Add(new RetrieveSession(handle, device, session.Name));
        foreach (ModelFile file in session.Files[Math.Max(0, session.Files.Length - MostFiles)..])
        {
            Handle retrieved = Handle.Numbered('m', asked.Count);
            asked.Add(new RetrieveFd(retrieved, handle, file.Token));
            if (file.Handled is not null)
            {
                asked.Add(new GetHandlerValue(retrieved));
                continue;
            }

            ulong size =
                state.OpenFile(file.OpenFileId) is { } open && state.MemoryFile(open.MemoryFileId) is { } memory
                    ? memory.Size
                    : 0;
            asked.Add(new Stat(retrieved));
            asked.Add(new ReadFile(retrieved, 0, Math.Min(size, MostRead)));
        }

        if (hit is PreserveFd preserve)
        {
            asked.Add(new RetrieveFd(Handle.Numbered('m', asked.Count), handle, preserve.Token));
        }

        asked.Add(new FinishSession(handle));
    }
}
