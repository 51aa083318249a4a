using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Text and numbers about a state, for reports and coverage.</content>
public sealed partial class ModelState
{
    /// <summary>The state as lines of text, so that two states can be compared line by line in a report.</summary>
    public IReadOnlyList<string> Describe()
    {
        var lines = new List<string>
        {
            $"kernel {BootNumber + 1}: kho {OnOff(IsKhoEnabled)}, liveupdate {OnOff(IsLuoEnabled)}",
            $"device: {(IsDeviceBusy ? "open" : "closed")}{(IsDeserialized ? string.Empty : ", never opened")}",
            $"image: {(LoadedImage is { } kind ? kind.ToString().ToLowerInvariant() : "none")}",
        };
        if (Alternative is not null && this.Has(Differences.GlobalStates))
        {
            lines.Add($"state: {Alternative.Stage.ToString().ToLowerInvariant()}");
        }

        if (Faults is { IsPending: true })
        {
            lines.Add("an allocation is going to fail");
        }

        if (Faults is { CopyOut: > 0 and var copyOut })
        {
            lines.Add($"copy-outs until one fails: {copyOut}");
        }

        if (FreeDescriptors is { } free)
        {
            lines.Add($"descriptors left: {free}");
        }

        foreach (ModelSession session in OutgoingSessions)
        {
            Describe(session, "outgoing", lines);
        }

        foreach (ModelSession session in _incoming)
        {
            Describe(session, session.IsRetrieved ? "incoming, retrieved" : "incoming", lines);
        }

        foreach (Binding binding in Bindings)
        {
            lines.Add($"{binding.Handle}: {Describe(binding)}");
        }

        if (Kernel is not null)
        {
            Describe(Kernel, lines);
        }

        return lines;
    }

    /// <summary>A number for the rough shape of the state: equal shapes give equal numbers in every run.</summary>
    /// <remarks>
    /// It knows whether LUO, KHO and the device are on or open, the image's kind, the buckets (0, 1, 2–3, … and block limits) of
    /// sessions and memory files, whether descriptors are short, and of the last four sessions of each list and the last four
    /// memory files their flags, file counts and seals. Names, tokens, sizes, positions, contents and handles are left out.
    /// </remarks>
    public ulong Fingerprint()
    {
        var hash = new ShapeHash();
        hash.Add(IsKhoEnabled, IsLuoEnabled, IsDeviceBusy, IsDeserialized);
        hash.Add(LoadedImage is { } kind ? 1 + (uint)kind : 0);
        hash.Add((uint)Math.Min(BootNumber, 3));
        hash.Add(FreeDescriptors is { } free ? 1 + (uint)Math.Min(free, 2) : 0);
        hash.AddCount(_outgoingCount);
        hash.AddCount(_incoming.Length);
        hash.AddCount(_memoryFileCount);
        AddShapes(ref hash, OutgoingSessions);
        AddShapes(ref hash, _incoming);
        for (int i = Math.Max(0, _memoryFileCount - 4); i < _memoryFileCount; i++)
        {
            MemoryFile file = _memoryFiles[i];
            hash.Add(file.IsFrozen, file.OwnerSessionId != 0, file.IsRetrieved, file.Size == 0);
            hash.Add((uint)file.Seals | (file.Links != 0 ? 0x100u : 0));
        }

        if (Kernel is not null)
        {
            hash.AddCount(Kernel.Handlers.Count);
            hash.AddCount(Kernel.RegisteredFlbs.Count);
            if (Kernel.Notifiers.Count > 0)
            {
                hash.AddCount(Kernel.Notifiers.Count);
            }

            hash.Add(Kernel.IsTraced, Kernel.HasOpenFailed, Kernel.CameIn.Count > 0, false);
            foreach (ModelFlb flb in Kernel.Flbs.TakeLast(2))
            {
                hash.Add(flb.IsLoaded, flb.IsRetrieved, flb.IsFinished, flb.OutgoingObject != 0);
                hash.AddCount((int)Math.Min(flb.OutgoingCount, 4));
                hash.AddCount((int)Math.Min(flb.IncomingCount, 4));
            }
        }

        return hash.Value;
    }

    private static void Describe(KernelState kernel, List<string> lines)
    {
        foreach (ModelHandler handler in kernel.Handlers)
        {
            lines.Add(
                $"{handler.Handle}: handler {handler.Compatible}{(handler.IsRegistered ? string.Empty : ", unregistered")}"
                    + $", FLBs {string.Join(' ', handler.Flbs)}"
            );
        }

        foreach (ModelNotifier notifier in kernel.Notifiers)
        {
            lines.Add(
                $"{notifier.Handle}: notifier, priority={notifier.Priority}"
                    + (notifier.IsRegistered ? string.Empty : ", unregistered")
            );
        }

        foreach (ModelFlb flb in kernel.Flbs)
        {
            lines.Add(
                $"{flb.Handle}: FLB {flb.Compatible}, outgoing count={flb.OutgoingCount} data=0x{flb.OutgoingData:x}"
                    + $", incoming count={flb.IncomingCount}{(flb.IsFinished ? " finished" : string.Empty)}"
            );
        }
    }

    private static void AddShapes(ref ShapeHash hash, ReadOnlySpan<ModelSession> sessions)
    {
        for (int i = Math.Max(0, sessions.Length - 4); i < sessions.Length; i++)
        {
            ModelSession session = sessions[i];
            hash.Add(session.IsIncoming, session.IsRetrieved, false, false);
            hash.AddCount(session.FileArray.Length);
        }
    }

    private static string OnOff(bool on) => on ? "on" : "off";

    private void Describe(ModelSession session, string kind, List<string> lines)
    {
        lines.Add($"session {session.Name} ({kind}): {session.FileArray.Length} files");
        foreach (ModelFile file in session.FileArray)
        {
            OpenFile? open = OpenFile(file.OpenFileId);
            string what =
                file.Handled is { } handled
                    ? $"{(file.IsRetrieved ? "retrieved, " : string.Empty)}of {handled.Compatible}, data=0x{handled.Data:x}"
                : open is not null
                    ? $"{(file.Incoming is null ? string.Empty : "retrieved, ")}{Describe(MemoryFile(open.MemoryFileId)!, open.Position)}"
                : $"{(file.RetrieveError == Errno.None ? "not retrieved" : $"not to be retrieved: {file.RetrieveError}")}, {Describe(file.Incoming!, file.Position)}";
            lines.Add($"session {session.Name} token 0x{file.Token:x}: {what}");
        }
    }

    private string Describe(Binding binding)
    {
        if (binding.IsMapping)
        {
            return $"mapping of {binding.MappingLength} bytes";
        }

        OpenFile open = OpenFile(binding.TargetId)!;
        return open.Kind switch
        {
            OpenFileKind.Device => "device",
            OpenFileKind.Session => $"session {Session(open.SessionId)?.Name}",
            OpenFileKind.Memory => $"file, {Describe(MemoryFile(open.MemoryFileId)!, open.Position)}",
            OpenFileKind.Hugetlb => "memfd on huge pages",
            _ when open.Scripted is { } file => $"handler's file, kind={file.Kind} value=0x{file.Value:x}",
            _ => "special file",
        };
    }

    private static string Describe(MemoryFile file, ulong position)
    {
        var runs = new ContentRuns();
        const ulong Shown = 1UL << 20;
        file.Contents.CopyTo(0, Math.Min(file.Size, Shown), runs);
        return $"size={file.Size} pos={position} seals=0x{file.Seals:x} links={file.Links}"
            + $" pages={file.AllocatedPages}{(file.IsFrozen ? " frozen" : string.Empty)} data={runs.ToValue()}";
    }
}
