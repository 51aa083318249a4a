using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Finding things.</content>
public sealed partial class ModelState
{
    /// <summary>Whether a handle is bound to a descriptor, a mapping, or an object of the probe in the kernel.</summary>
    /// <param name="handle">The handle.</param>
    public bool IsBound(Handle handle) =>
        BindingIndex(handle) >= 0
        || (Kernel is not null && Kernel.IsBound(handle))
        || (KernelMemory is not null && KernelMemory.Find(handle) is not null);

    /// <summary>The open file that a handle's descriptor leads to, or <see langword="null"/>.</summary>
    /// <param name="handle">The handle.</param>
    public OpenFile? OpenFileOf(Handle handle)
    {
        int index = BindingIndex(handle);
        return index < 0 || _bindings[index].IsMapping ? null : OpenFile(_bindings[index].TargetId);
    }

    /// <summary>The memory file that a handle's descriptor or mapping leads to, or <see langword="null"/>.</summary>
    /// <param name="handle">The handle.</param>
    public MemoryFile? MemoryFileOf(Handle handle)
    {
        int index = BindingIndex(handle);
        if (index < 0)
        {
            return null;
        }

        Binding binding = _bindings[index];
        int id = binding.IsMapping ? binding.TargetId : OpenFile(binding.TargetId)!.MemoryFileId;
        return MemoryFile(id);
    }

    /// <summary>The session that a handle's descriptor leads to, or <see langword="null"/>.</summary>
    /// <param name="handle">The handle.</param>
    public ModelSession? SessionOf(Handle handle)
    {
        OpenFile? open = OpenFileOf(handle);
        return open is null ? null : Session(open.SessionId);
    }

    /// <summary>The open file of that identity, or <see langword="null"/>.</summary>
    /// <param name="id">The <see cref="Identified.Id"/>.</param>
    public OpenFile? OpenFile(int id)
    {
        int index = OpenFileIndex(id);
        return index < 0 ? null : _openFiles[index];
    }

    /// <summary>The memory file of that identity, or <see langword="null"/>.</summary>
    /// <param name="id">The <see cref="Identified.Id"/>.</param>
    public MemoryFile? MemoryFile(int id)
    {
        int index = MemoryFileIndex(id);
        return index < 0 ? null : _memoryFiles[index];
    }

    /// <summary>The session of that identity, or <see langword="null"/>.</summary>
    /// <param name="id">The <see cref="ModelSession.Id"/>.</param>
    public ModelSession? Session(int id)
    {
        if (id == 0)
        {
            return null;
        }

        int index = SessionIndex(OutgoingSessions, id);
        if (index >= 0)
        {
            return _outgoing[index];
        }

        index = SessionIndex(_incoming, id);
        return index < 0 ? null : _incoming[index];
    }

    /// <summary>How many descriptors are open.</summary>
    public int CountDescriptors()
    {
        int count = 0;
        foreach (ref readonly Binding binding in Bindings)
        {
            count += binding.IsMapping ? 0 : 1;
        }

        return count;
    }

    /// <summary>Whether the running kernel has a difference.</summary>
    internal bool Has(Differences difference) => (Differences & difference) != Differences.None;

    internal int BindingIndex(Handle handle)
    {
        ReadOnlySpan<Binding> bindings = Bindings;
        for (int i = 0; i < bindings.Length; i++)
        {
            if (bindings[i].Handle == handle)
            {
                return i;
            }
        }

        return -1;
    }

    internal ref readonly Binding BindingAt(int index) => ref _bindings[index];

    internal ModelSession? FindOutgoing(ByteString name) => FindByName(OutgoingSessions, name);

    internal ModelSession? FindIncoming(ByteString name) => FindByName(_incoming, name);

    internal LostSession? FindLost(ByteString name)
    {
        for (int i = _lost.Length - 1; i >= 0; i--)
        {
            if (_lost[i].Name.Equals(name))
            {
                return _lost[i];
            }
        }

        return null;
    }

    /// <summary>Whether any descriptor leads to an open file.</summary>
    internal bool HasDescriptor(int openFileId)
    {
        foreach (ref readonly Binding binding in Bindings)
        {
            if (binding.TargetId == openFileId && !binding.IsMapping)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a memory file has a writable shared mapping.</summary>
    internal bool HasMapping(int memoryFileId)
    {
        foreach (ref readonly Binding binding in Bindings)
        {
            if (binding.TargetId == memoryFileId && binding.IsMapping)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a session's descriptor number limit leaves room.</summary>
    internal bool HasFreeDescriptors(int wanted) => FreeDescriptors is not { } free || free >= wanted;

    private static ModelSession? FindByName(ReadOnlySpan<ModelSession> sessions, ByteString name)
    {
        foreach (ModelSession session in sessions)
        {
            if (session.Name.Equals(name))
            {
                return session;
            }
        }

        return null;
    }

    private int OpenFileIndex(int id) => IndexOf(_openFiles, _openFileCount, id);

    private int MemoryFileIndex(int id) => IndexOf(_memoryFiles, _memoryFileCount, id);

    // Identities grow along the arrays, so they are found by halving.
    private static int IndexOf(Identified[] all, int count, int id)
    {
        int low = 0;
        int high = count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int at = all[middle].Id;
            if (at == id)
            {
                return middle;
            }

            if (at < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    private static int SessionIndex(ReadOnlySpan<ModelSession> sessions, int id)
    {
        for (int i = 0; i < sessions.Length; i++)
        {
            if (sessions[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}
