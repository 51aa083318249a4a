using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>
/// Making the next state. Only a state that <see cref="Copy"/> has just made may be changed, and only until it is handed
/// out; arrays are copied before their first change.
/// </content>
public sealed partial class ModelState
{
    /// <summary>How many lost sessions are remembered; the oldest are forgotten first.</summary>
    internal const int MaxLost = 24;

    private int _nextId = 1;
    private bool _ownsOpenFiles;
    private bool _ownsMemoryFiles;

    internal ModelState Copy()
    {
        var copy = (ModelState)MemberwiseClone();
        copy._ownsOpenFiles = false;
        copy._ownsMemoryFiles = false;
        return copy;
    }

    internal int NewId() => _nextId++;

    /// <summary>The state of a new kernel, whose identities go on from this one's.</summary>
    internal ModelState NextKernel() => new() { BootNumber = BootNumber + 1, _nextId = _nextId };

    internal void MarkLoaded() => LoadedSince = _nextId;

    internal ModelState WithPremises(StatePremises premises)
    {
        if ((Premises & premises) == premises)
        {
            return this;
        }

        ModelState next = Copy();
        next.Premises |= premises;
        return next;
    }

    internal void Bind(Handle handle, OpenFile open, bool closeOnExec) =>
        Bind(new Binding(handle, open.Id, closeOnExec));

    internal void Bind(in Binding binding)
    {
        _bindings = Append(_bindings, binding);
        if (!binding.IsMapping && FreeDescriptors is { } free)
        {
            FreeDescriptors = free - 1;
        }
    }

    internal void Unbind(int index)
    {
        if (!_bindings[index].IsMapping && FreeDescriptors is { } free)
        {
            FreeDescriptors = free + 1;
        }

        _bindings = Remove(_bindings, index);
    }

    internal void UnbindAll() => _bindings = [];

    internal void Add(OpenFile open)
    {
        _openFiles = Append(_openFiles, open);
        _ownsOpenFiles = true;
    }

    internal void Replace(OpenFile open)
    {
        if (!_ownsOpenFiles)
        {
            _openFiles = (OpenFile[])_openFiles.Clone();
            _ownsOpenFiles = true;
        }

        _openFiles[OpenFileIndex(open.Id)] = open;
    }

    internal void RemoveOpenFile(int id)
    {
        _openFiles = Remove(_openFiles, OpenFileIndex(id));
        _ownsOpenFiles = true;
    }

    internal void Add(MemoryFile file)
    {
        _memoryFiles = Append(_memoryFiles, file);
        _ownsMemoryFiles = true;
    }

    internal void Replace(MemoryFile file)
    {
        if (!_ownsMemoryFiles)
        {
            _memoryFiles = (MemoryFile[])_memoryFiles.Clone();
            _ownsMemoryFiles = true;
        }

        _memoryFiles[MemoryFileIndex(file.Id)] = file;
    }

    internal void RemoveMemoryFile(int id)
    {
        _memoryFiles = Remove(_memoryFiles, MemoryFileIndex(id));
        _ownsMemoryFiles = true;
    }

    internal void Add(ModelSession outgoing) => _outgoing = Append(_outgoing, outgoing);

    internal void Replace(ModelSession session)
    {
        ref ModelSession[] sessions = ref session.IsIncoming ? ref _incoming : ref _outgoing;
        sessions = (ModelSession[])sessions.Clone();
        sessions[SessionIndex(sessions, session.Id)] = session;
    }

    internal void Remove(ModelSession session)
    {
        ref ModelSession[] sessions = ref session.IsIncoming ? ref _incoming : ref _outgoing;
        sessions = Remove(sessions, SessionIndex(sessions, session.Id));
    }

    internal void SetIncoming(ModelSession[] incoming) => _incoming = incoming;

    internal void SetLost(LostSession[] lost) => _lost = lost;

    internal void AddLost(ByteString name, LostReason reason) =>
        _lost = Append(_lost.Length >= MaxLost ? _lost[1..] : _lost, new LostSession(name, reason));

    internal static T[] Append<T>(T[] array, in T item)
    {
        var result = new T[array.Length + 1];
        array.AsSpan().CopyTo(result);
        result[^1] = item;
        return result;
    }

    internal static T[] Remove<T>(T[] array, int index)
    {
        if (array.Length == 1)
        {
            return [];
        }

        var result = new T[array.Length - 1];
        array.AsSpan(0, index).CopyTo(result);
        array.AsSpan(index + 1).CopyTo(result.AsSpan(index));
        return result;
    }
}
