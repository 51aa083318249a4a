using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A program's open handles and preserved files, followed from the operations and their answers.</summary>
internal sealed class OpenHandles
{
    private readonly Dictionary<Handle, KnownFile> _files = [];
    private ImageKind _image = ImageKind.File;

    /// <summary>All open files, in the order in which they were opened.</summary>
    public List<KnownFile> Files { get; } = [];

    /// <summary>The sessions that were handed over to this kernel, in order, as they were at the jump.</summary>
    public List<KnownFile> HandedOver { get; } = [];

    /// <summary>The outgoing sessions, in the order of their creation.</summary>
    public IEnumerable<KnownFile> Outgoing => Files.Where(static file => file.Kind == OpenKind.Outgoing);

    /// <summary>Whether the handle is in use.</summary>
    public bool IsBound(Handle handle) => _files.ContainsKey(handle);

    /// <summary>The open file of a handle, or <see langword="null"/>.</summary>
    public KnownFile? Find(Handle handle) => _files.GetValueOrDefault(handle);

    /// <summary>What a handle stands for.</summary>
    public OpenKind KindOf(Handle handle) => Find(handle)?.Kind ?? OpenKind.Unbound;

    /// <summary>The session of that name that was handed over, or <see langword="null"/>.</summary>
    public KnownFile? FindHandedOver(ByteString name) => HandedOver.Find(session => session.Name.Equals(name));

    /// <summary>Whether an open outgoing session preserves the file behind a handle.</summary>
    public bool IsPreserved(Handle handle) =>
        Find(handle) is { } file
        && Outgoing.Any(session => session.Preserved.Exists(kept => kept.File.Inode == file.Inode));

    /// <summary>Whether PRESERVE_FD is right to succeed: the session takes the token, and the file is one of this kernel and free.</summary>
    public bool CanPreserve(PreserveFd preserve) =>
        Find(preserve.Session) is { Kind: OpenKind.Outgoing } session
        && !session.Preserved.Exists(kept => kept.Token == preserve.Token)
        && KindOf(preserve.File) == OpenKind.File
        && !IsPreserved(preserve.File);

    /// <summary>Follows one operation.</summary>
    public void Note(Operation operation, Outcome outcome)
    {
        // PRESERVE_FD and FINISH have worked where only their answer could not be written back, not where nothing could be read.
        if (!outcome.IsOk && UnheardCommand.Of(operation, outcome) is not (LuoCommand.PreserveFd or LuoCommand.Finish))
        {
            return;
        }

        switch (operation)
        {
            case Close close:
                Forget(close.Target);
                break;
            case PreserveFd preserve when Find(preserve.Session) is { } session && Find(preserve.File) is { } file:
                session.Preserved.Add((preserve.Token, file));
                break;
            case Ioctl { Command: LuoCommand.PreserveFd } raw
                when Find(raw.Target) is { } session && Find(raw.File) is { } file:
                session.Preserved.Add((RawArgument.Token(raw), file));
                break;
            case Ioctl { Command: LuoCommand.Finish } raw when Find(raw.Target) is { Kind: OpenKind.Incoming } session:
                session.IsFinished = true;
                break;
            case FinishSession finish when Find(finish.Session) is { } session:
                session.IsFinished = true;
                break;
            case Die:
                CloseAll();
                break;
            default:
                if (!FollowBoot(operation))
                {
                    Bind(operation);
                }

                break;
        }
    }

    private bool FollowBoot(Operation operation)
    {
        switch (operation)
        {
            case Load load:
                _image = load.Kind == ImageKind.Crash ? _image : load.Kind;
                return true;
            case Unload:
                _image = ImageKind.File;
                return true;
            case Kexec or Reboot:
                Jump();
                return true;
            case ColdBoot:
                _image = ImageKind.File;
                HandedOver.Clear();
                CloseAll();
                return true;
            default:
                return false;
        }
    }

    private void Jump()
    {
        if (_image == ImageKind.Preserve)
        {
            return;
        }

        HandedOver.Clear();
        if (_image == ImageKind.File)
        {
            HandedOver.AddRange(Outgoing);
        }

        _image = ImageKind.File;
        CloseAll();
    }

    private void CloseAll()
    {
        _files.Clear();
        Files.Clear();
    }

    private void Forget(Handle handle)
    {
        if (_files.Remove(handle, out KnownFile? file))
        {
            file.Handles.Remove(handle);
            if (file.Handles.Count == 0)
            {
                Files.Remove(file);
            }
        }
    }

    private void Bind(Operation operation)
    {
        if (operation.Result.IsNone || FileMadeBy(operation) is not { } file)
        {
            return;
        }

        if (file.Handles.Count == 0)
        {
            Files.Add(file);
        }

        file.Handles.Add(operation.Result);
        _files[operation.Result] = file;
    }

    private KnownFile? FileMadeBy(Operation operation)
    {
        switch (operation)
        {
            case Dup dup:
                return Find(dup.Target);
            case RetrieveFd retrieve when Find(retrieve.Session) is { } session:
                if (!session.Retrieved.TryGetValue(retrieve.Token, out KnownFile? known))
                {
                    int age = session.Preserved.Find(kept => kept.Token == retrieve.Token).File?.Age ?? 0;
                    known = new KnownFile(OpenKind.Retrieved, operation) { Age = age + 1 };
                    session.Retrieved[retrieve.Token] = known;
                }

                return known;
            case Reopen reopen when Find(reopen.Target) is { } target:
                return new KnownFile(target.Kind, operation) { Inode = target.Inode, Age = target.Age };
            case Mmap map when Find(map.Target) is { } target:
                return new KnownFile(OpenKind.Mapping, operation) { Inode = target.Inode };
            case RetrieveSession:
                var found = new KnownFile(OpenKind.Incoming, operation);
                found.Preserved.AddRange(FindHandedOver(found.Name)?.Preserved ?? []);
                return found;
            default:
                return new KnownFile(KindMadeBy(operation), operation);
        }
    }

    private static OpenKind KindMadeBy(Operation operation) =>
        operation switch
        {
            OpenDevice => OpenKind.Device,
            CreateSession or Ioctl { Command: LuoCommand.CreateSession } => OpenKind.Outgoing,
            Ioctl { Command: LuoCommand.RetrieveSession } => OpenKind.Incoming,
            Ioctl { Command: LuoCommand.RetrieveFd } => OpenKind.Retrieved,
            Mmap => OpenKind.Mapping,
            CreateSpecial => OpenKind.Special,
            _ => OpenKind.File,
        };
}
