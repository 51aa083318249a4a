using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Mixes all that the contract knows of a state; things are numbered in the order in which they are met.</summary>
/// <param name="state">The state.</param>
internal ref struct StateDigest(ModelState state)
{
    private readonly List<int> _openFiles = [];
    private readonly List<int> _memoryFiles = [];
    private readonly List<int> _sessions = [];
    private ulong _low = 0x9E3779B97F4A7C15;
    private ulong _high = 0xC2B2AE3D27D4EB4F;

    public readonly UInt128 Value => new(_high ^ (_low >> 31), _low ^ (_high >> 29));

    public void Add(ulong number)
    {
        _low = ulong.RotateLeft((_low ^ number) * 0x9FB21C651E98DF25, 27) + 0x52DCE729;
        _high = ulong.RotateLeft((_high + number) * 0xD6E8FEB86659FD93, 31) ^ _low;
    }

    public void Add(ulong first, ulong second)
    {
        Add(first);
        Add(second);
    }

    public void Add(bool a, bool b, bool c, bool d) =>
        Add((a ? 1UL : 0) | (b ? 2UL : 0) | (c ? 4UL : 0) | (d ? 8UL : 0));

    public void Add(ByteString? bytes)
    {
        Add(bytes is null ? 0 : (ulong)bytes.Length + 1);
        foreach (byte value in bytes is null ? default : bytes.Span)
        {
            Add(value);
        }
    }

    public void Add(in Binding binding)
    {
        Add(binding.CloseOnExec ? 1UL : 0);
        foreach (char letter in binding.Handle.ToString())
        {
            Add(letter);
        }

        Add(binding.MappingLength);
        if (binding.IsMapping)
        {
            AddMemoryFile(binding.TargetId);
        }
        else
        {
            AddOpenFile(binding.TargetId);
        }
    }

    public void Add(ModelSession session)
    {
        AddIdentity(_sessions, session.Id);
        Add(session.Name);
        Add(session.IsIncoming, session.IsRetrieved, false, true);
        Add((ulong)session.Files.Length);
        foreach (ModelFile file in session.Files)
        {
            Add(file.Token, file.Seals);
            Add(file.Position, file.Incoming is null ? 0UL : 1);
            Add((ulong)file.RetrieveError);
            if (file.Incoming is not null)
            {
                Add(file.Incoming);
            }

            if (file.OpenFileId != 0)
            {
                AddOpenFile(file.OpenFileId);
            }
        }
    }

    private void AddOpenFile(int id)
    {
        if (!AddIdentity(_openFiles, id) || state.OpenFile(id) is not { } open)
        {
            return;
        }

        Add((ulong)open.Kind, open.Status);
        Add(open.Readable, open.Writable, open.Append, open.PathOnly);
        Add(open.Position);
        Add(open.IsHeldBySession, open.IsRetrieved, open.IsRetrievedAgain, false);
        AddIdentity(_sessions, open.SessionId);
        if (open.MemoryFileId != 0)
        {
            AddMemoryFile(open.MemoryFileId);
        }
    }

    private void AddMemoryFile(int id)
    {
        if (AddIdentity(_memoryFiles, id) && state.MemoryFile(id) is { } file)
        {
            Add(file);
        }
    }

    private void Add(MemoryFile file)
    {
        Add(file.Size, file.Seals);
        Add(file.Links, file.Mode);
        Add(file.IsFrozen, file.IsRetrieved, file.OwnerSessionId != 0, false);
        AddIdentity(_sessions, file.OwnerSessionId);
        Add((ulong)file.Premises);
        foreach (Extent extent in file.Contents.Extents)
        {
            Add(extent.Start, extent.End);
            Add(extent.Fill);
        }

        foreach ((ulong start, ulong end) in file.AllocatedPages.Runs)
        {
            Add(start, end);
        }

        Add((ulong)file.Contents.Extents.Length, (ulong)file.AllocatedPages.Runs.Length);
    }

    /// <summary>Adds a thing by the order in which it was met.</summary>
    /// <returns>Whether it is met for the first time.</returns>
    private bool AddIdentity(List<int> met, int id)
    {
        int index = id == 0 ? -2 : met.IndexOf(id);
        if (index == -1)
        {
            Add((ulong)met.Count + 2);
            met.Add(id);
            return true;
        }

        Add(index < 0 ? 0 : (ulong)index + 2);
        return false;
    }
}
