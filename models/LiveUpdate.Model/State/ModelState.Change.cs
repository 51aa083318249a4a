using System.Diagnostics;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>
/// Making the next state. Only a state that <see cref="Copy"/> has just made may be changed, and only until it is handed
/// out; arrays are copied before an item in them is changed, while new items go into the free places behind their end.
/// </content>
public sealed partial class ModelState
{
    /// <summary>How many lost sessions are remembered; the oldest are forgotten first.</summary>
    internal const int MaxLost = 24;

    private int _nextId;
    private bool _ownsOpenFiles;
    private bool _ownsMemoryFiles;
    private bool _ownsBoot;

    internal ModelState Copy() => new(this);

    /// <summary>The facts that this state alone has, for changing them; a copy of the state takes part in them again.</summary>
    private BootFacts OwnBoot()
    {
        if (!_ownsBoot)
        {
            _boot = _boot.Copy();
            _ownsBoot = true;
        }

        return _boot;
    }

    internal int NewId() => _nextId++;

    /// <summary>The identity that is given out next.</summary>
    internal int NextId => _nextId;

    /// <summary>The state of a new kernel, whose identities go on from this one's.</summary>
    internal ModelState NextKernel() =>
        new()
        {
            BootNumber = BootNumber + 1,
            Differences = Differences,
            _nextId = _nextId,
        };

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
        SharedTail.Append(ref _bindings, ref _bindingCount, binding);
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

        SharedTail.Remove(ref _bindings, ref _bindingCount, index);
    }

    internal void UnbindAll()
    {
        _bindings = [];
        _bindingCount = 0;
    }

    internal void Add(OpenFile open) => _ownsOpenFiles |= SharedTail.Append(ref _openFiles, ref _openFileCount, open);

    internal void Replace(OpenFile open)
    {
        if (!_ownsOpenFiles)
        {
            _openFiles = SharedTail.Copy(_openFiles, _openFileCount);
            _ownsOpenFiles = true;
        }

        _openFiles[OpenFileIndex(open.Id)] = open;
    }

    internal void RemoveOpenFile(int id)
    {
        SharedTail.Remove(ref _openFiles, ref _openFileCount, OpenFileIndex(id));
        _ownsOpenFiles = true;
    }

    internal void Add(MemoryFile file) =>
        _ownsMemoryFiles |= SharedTail.Append(ref _memoryFiles, ref _memoryFileCount, file);

    /// <summary>Adds a file that was made with <see cref="NextId"/>.</summary>
    internal void AddNew(MemoryFile file)
    {
        Debug.Assert(file.Id == _nextId, "a new file has the next identity");
        _nextId++;
        Add(file);
    }

    internal void Replace(MemoryFile file)
    {
        if (!_ownsMemoryFiles)
        {
            _memoryFiles = SharedTail.Copy(_memoryFiles, _memoryFileCount);
            _ownsMemoryFiles = true;
        }

        _memoryFiles[MemoryFileIndex(file.Id)] = file;
    }

    internal void RemoveMemoryFile(int id)
    {
        SharedTail.Remove(ref _memoryFiles, ref _memoryFileCount, MemoryFileIndex(id));
        _ownsMemoryFiles = true;
    }

    internal void Add(ModelSession outgoing) => SharedTail.Append(ref _outgoing, ref _outgoingCount, outgoing);

    internal void Replace(ModelSession session)
    {
        if (session.IsIncoming)
        {
            _incoming = _incoming.AsSpan().ToArray();
            _incoming[SessionIndex(_incoming, session.Id)] = session;
            return;
        }

        _outgoing = SharedTail.Copy(_outgoing, _outgoingCount);
        _outgoing[SessionIndex(OutgoingSessions, session.Id)] = session;
    }

    internal void Remove(ModelSession session)
    {
        if (session.IsIncoming)
        {
            _incoming = Remove(_incoming, SessionIndex(_incoming, session.Id));
            return;
        }

        SharedTail.Remove(ref _outgoing, ref _outgoingCount, SessionIndex(OutgoingSessions, session.Id));
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
