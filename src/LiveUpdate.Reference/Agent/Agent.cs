using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The process that a program's operations are done by: its handles, descriptors and mappings.</summary>
internal sealed class Agent
{
    private static readonly FieldValue Untouched = new(Field.Touched, 0);
    private static readonly FieldValue Touched = new(Field.Touched, 1);

    private const int KeptBindings = 512;

    private Dictionary<Handle, Binding> _bindings = [];
    private readonly OutcomeCache _answers = new();
    private readonly ContentRuns _runs = new();
    private Kernel _kernel = null!;

    /// <summary>The files that are mapped.</summary>
    public IEnumerable<MemoryFile> MappedFiles =>
        _bindings.Values.Where(static binding => binding.Mapping is not null).Select(static b => b.Mapping!.File);

    private DescriptorTable Descriptors => _kernel.Descriptors;

    private LuoCalls Luo => _kernel.LuoCalls;

    private FileCalls Files => _kernel.FileCalls;

    /// <summary>The probe in the kernel, whose handles are taken too; <see langword="null"/> while nobody asked it for anything.</summary>
    public KernelProbe? Probe { get; set; }

    /// <summary>Whether a handle is bound to a descriptor or a mapping.</summary>
    /// <param name="handle">The handle.</param>
    public bool IsBound(Handle handle) =>
        _bindings.ContainsKey(handle)
        || _kernel.Scripts?.IsBound(handle) == true
        || _kernel.Alternative?.IsBound(handle) == true;

    /// <summary>A new agent on a kernel that has just booted.</summary>
    /// <param name="kernel">The kernel.</param>
    public void Start(Kernel kernel)
    {
        _kernel = kernel;
        Forget();
    }

    /// <summary>Lets go of the kernel and of everything bound.</summary>
    public void Stop()
    {
        _kernel = null!;
        Forget();
    }

    /// <summary>Does one operation of the agent.</summary>
    /// <param name="operation">Any operation but those that boot a kernel or load one.</param>
    public Outcome Execute(Operation operation)
    {
        if (!operation.Result.IsNone && (IsBound(operation.Result) || Probe?.IsBound(operation.Result) == true))
        {
            return Outcome.Refused(Errno.EALREADY);
        }

        return operation.Verb switch
        {
            Verb.Open => Open((OpenDevice)operation),
            Verb.CreateSession => CreateSession((CreateSession)operation),
            Verb.RetrieveSession => RetrieveSession((RetrieveSession)operation),
            Verb.PreserveFd => PreserveFd((PreserveFd)operation),
            Verb.RetrieveFd => RetrieveFd((RetrieveFd)operation),
            Verb.Finish => Finish((FinishSession)operation),
            Verb.GetName => GetName((GetName)operation),
            Verb.Close => Close(((Close)operation).Target),
            Verb.Dup => Dup((Dup)operation),
            Verb.Readlink => Readlink((Readlink)operation),
            Verb.Ioctl => Ioctl((Ioctl)operation),
            Verb.Memfd => Bound(operation, Files.CreateMemfd((CreateMemfd)operation, out int memfd), memfd),
            Verb.Tmpfile => Bound(operation, Files.CreateTmpfile((CreateTmpfile)operation, out int file), file),
            Verb.Unlink => Unlink((Unlink)operation),
            Verb.Special => Special((CreateSpecial)operation),
            Verb.Reopen => Reopen((Reopen)operation),
            Verb.Mmap => Map((Mmap)operation),
            Verb.Store => Store((Store)operation),
            Verb.Write => Write((WriteFile)operation),
            Verb.Read => Read((ReadFile)operation),
            Verb.Seek => Seek((Seek)operation),
            Verb.Truncate => Truncate((Truncate)operation),
            Verb.Fallocate => Fallocate((Fallocate)operation),
            Verb.AddSeals => AddSeals((AddSeals)operation),
            Verb.GetSeals => GetSeals((GetSeals)operation),
            Verb.Stat => Stat((Stat)operation),
            Verb.GetFlags => GetFlags((GetFlags)operation),
            Verb.CountFds => _answers.Success(Field.Count, (ulong)Descriptors.Count),
            Verb.LimitFds => LimitFds((LimitFds)operation),
            Verb.Inject => Inject((Inject)operation),
            Verb.Die => Die(),
            >= Verb.LuoEvent and <= Verb.TakeObject => Alternative(operation),
            Verb.HandlerFile => HandlerFile((CreateHandlerFile)operation),
            Verb.HandlerValue => HandlerValue((GetHandlerValue)operation),
            _ => (_kernel.Scripts ??= new ScriptedObjects(_kernel)).Execute(operation),
        };
    }

    private static Outcome Answer(Errno error) => error == Errno.None ? Outcome.Ok : Outcome.Refused(error);

    /// <summary>The number behind a handle; -1, which is never open, for an unbound one or a mapping.</summary>
    private int NumberOf(Handle handle) => _bindings.TryGetValue(handle, out Binding binding) ? binding.Number : -1;

    /// <summary>The open file behind a handle, for everything that does not work on an O_PATH descriptor.</summary>
    private OpenFile? FileOf(Handle handle)
    {
        OpenFile? file = Descriptors[NumberOf(handle)];
        return file is null || file.IsPath ? null : file;
    }

    private Outcome Bound(Operation operation, Errno error, int number)
    {
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        Keep(operation.Result, number);
        return Outcome.Ok;
    }

    private void Keep(Handle result, int number)
    {
        if (result.IsNone)
        {
            CloseNumber(number);
        }
        else
        {
            _bindings[result] = new Binding(number, null);
        }
    }

    private void CloseNumber(int number)
    {
        OpenFile file = Descriptors[number]!;
        Descriptors.Release(number);
        _kernel.Put(file);
    }

    private Outcome Open(OpenDevice open)
    {
        Errno error = Descriptors.Reserve(out int number);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        // Without LUO there is no device (LUO-DEV-01).
        error =
            _kernel.Luo is not null && _kernel.Faults.Fails("file")
                ? Errno.ENOMEM
                : _kernel.Luo?.Device.Open() ?? Guards.Refusal(Errno.ENOENT, "LUO-DEV-01");
        if (error != Errno.None)
        {
            Descriptors.Release(number);
            return Outcome.Refused(error);
        }

        uint status = ((uint)open.Flags & (3 | OpenFile.Append)) | OpenFile.LargeFile;
        Descriptors.Install(number, new OpenFile(OpenFileKind.Device, status), closeOnExec: false);
        Keep(open.Result, number);
        return Outcome.Ok;
    }

    private OpenFile? Target(Handle handle, uint command, out Outcome refused)
    {
        OpenFile? file = FileOf(handle);
        Errno error = file is null ? Errno.EBADF : _kernel.Framing.CheckTarget(file, command);
        refused = Answer(error);
        return error == Errno.None ? file : null;
    }

    private Outcome CreateSession(CreateSession create)
    {
        return Target(create.Device, IoctlFraming.CreateSession, out Outcome refused) is null
            ? refused
            : Bound(create, Luo.CreateSession(create.Name, canWriteBack: true, out int number), number);
    }

    private Outcome RetrieveSession(RetrieveSession retrieve)
    {
        return Target(retrieve.Device, IoctlFraming.RetrieveSession, out Outcome refused) is null
            ? refused
            : Bound(retrieve, Luo.RetrieveSession(retrieve.Name, canWriteBack: true, out int number), number);
    }

    private Outcome PreserveFd(PreserveFd preserve)
    {
        OpenFile? file = Target(preserve.Session, IoctlFraming.PreserveFd, out Outcome refused);
        return file is null
            ? refused
            : Answer(Luo.PreserveFd(file.Session!, NumberOf(preserve.File), preserve.Token, canWriteBack: true));
    }

    private Outcome RetrieveFd(RetrieveFd retrieve)
    {
        OpenFile? file = Target(retrieve.Session, IoctlFraming.RetrieveFd, out Outcome refused);
        return file is null
            ? refused
            : Bound(
                retrieve,
                Luo.RetrieveFd(file.Session!, retrieve.Token, canWriteBack: true, out int number),
                number
            );
    }

    private Outcome Finish(FinishSession finish)
    {
        OpenFile? file = Target(finish.Session, IoctlFraming.Finish, out Outcome refused);
        return file is null ? refused : Answer(Luo.Finish(file.Session!, (uint)finish.Reserved, canWriteBack: true));
    }

    private Outcome GetName(GetName get)
    {
        OpenFile? file = Target(get.Session, IoctlFraming.GetName, out Outcome refused);
        if (file is null)
        {
            return refused;
        }

        Errno error = Luo.GetName(file.Session!, (uint)get.Reserved, canWriteBack: true, out ByteString name);
        return error == Errno.None ? Outcome.Success(Field.Name, name) : Outcome.Refused(error);
    }

    /// <summary>What only recorded alternatives have; each call on an object of LUO is checked like those of Linux.</summary>
    private Outcome Alternative(Operation operation)
    {
        if (_kernel.Alternative is not { } alternative || !alternative.Has(operation.Verb))
        {
            return Outcome.Unsupported;
        }

        (Handle target, uint command) = operation switch
        {
            LuoEvent set => (set.Device, IoctlFraming.CreateSession),
            LuoState ask => (ask.Device, IoctlFraming.CreateSession),
            UnpreserveFd unpreserve => (unpreserve.Session, IoctlFraming.PreserveFd),
            _ => (Handle.None, 0u),
        };
        if (command == 0)
        {
            return alternative.Execute(operation, null);
        }

        OpenFile? file = Target(target, command, out Outcome refused);
        return file is null ? refused : alternative.Execute(operation, file.Session);
    }

    private Outcome Close(Handle target)
    {
        if (!_bindings.Remove(target, out Binding binding))
        {
            return Outcome.Refused(Errno.EBADF);
        }

        if (binding.Mapping is not null)
        {
            Files.Unmap(binding.Mapping);
        }
        else
        {
            // A descriptor that a raw call made for nobody may have failed to go before.
            _kernel.ReleaseError = Errno.None;
            CloseNumber(binding.Number);
        }

        return _kernel.ReleaseError == Errno.None ? Outcome.Ok : RefuseRelease();
    }

    /// <summary>The number is free all the same.</summary>
    private Outcome RefuseRelease()
    {
        Errno error = _kernel.ReleaseError;
        _kernel.ReleaseError = Errno.None;
        return Outcome.Refused(error);
    }

    private Outcome Dup(Dup dup)
    {
        OpenFile? file = Descriptors[NumberOf(dup.Target)];
        if (file is null)
        {
            return Outcome.Refused(Errno.EBADF);
        }

        Errno error = Descriptors.Reserve(out int number);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        file.References++;
        Descriptors.Install(number, file, closeOnExec: false);
        Keep(dup.Result, number);
        return Outcome.Ok;
    }

    private Outcome Readlink(Readlink readlink)
    {
        OpenFile? file = Descriptors[NumberOf(readlink.Target)];
        return file is null ? Outcome.Refused(Errno.EBADF) : Outcome.Success(Field.Path, Files.Readlink(file));
    }

    private Outcome Ioctl(Ioctl ioctl)
    {
        OpenFile? file = FileOf(ioctl.Target);
        if (file is null || file.Kind is not (OpenFileKind.Device or OpenFileKind.Session))
        {
            return Outcome.Refused(file is null ? Errno.EBADF : Errno.ENOTTY, Untouched);
        }

        var bytes = new byte[(int)ioctl.Length];
        ioctl.Argument.Span[..Math.Min(ioctl.Argument.Length, bytes.Length)].CopyTo(bytes);
        if (!ioctl.File.IsNone && bytes.Length >= IoctlFraming.ThirdField)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(IoctlFraming.SecondField), NumberOf(ioctl.File));
        }

        byte[] before = bytes.ToArray();
        Errno error = _kernel.Framing.Call(
            file,
            (uint)ioctl.Command,
            new UserBuffer(bytes, ioctl.Place),
            out int number
        );
        if (error != Errno.None)
        {
            return Outcome.Refused(error, before.AsSpan().SequenceEqual(bytes) ? Untouched : Touched);
        }

        if (number >= 0)
        {
            Keep(ioctl.Result, number);
        }

        return Outcome.Success(Field.Arg, Report(bytes, (uint)ioctl.Command));
    }

    /// <summary>The argument without what is incidental: the descriptor's number, and zeros at the end.</summary>
    private static ByteString Report(Span<byte> bytes, uint command)
    {
        if (command is not (IoctlFraming.Finish or IoctlFraming.GetName) && bytes.Length >= IoctlFraming.ThirdField)
        {
            bytes.Slice(IoctlFraming.SecondField, sizeof(int)).Clear();
        }

        return new ByteString(bytes[..(bytes.LastIndexOfAnyExcept((byte)0) + 1)]);
    }

    private Outcome Unlink(Unlink unlink)
    {
        OpenFile? file = FileOf(unlink.Target);
        return Answer(file is null ? Errno.EBADF : Files.Unlink(file));
    }

    private Outcome Special(CreateSpecial special)
    {
        // A pipe needs two numbers for a moment, and keeps one.
        if (!Descriptors.HasRoomFor(special.Kind == SpecialKind.Pipe ? 2 : 1))
        {
            return Outcome.Refused(Errno.EMFILE);
        }

        if (_kernel.Faults.Fails("file"))
        {
            return Outcome.Refused(Errno.ENOMEM);
        }

        Errno error = Descriptors.Reserve(out int number);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        uint status = special.Kind switch
        {
            SpecialKind.Pipe => 0,
            SpecialKind.Eventfd => OpenFile.ReadWrite,
            SpecialKind.Null => OpenFile.ReadWrite | OpenFile.LargeFile,
            _ => OpenFile.LargeFile,
        };
        Descriptors.Install(number, new OpenFile(OpenFileKind.Special, status), closeOnExec: false);
        Keep(special.Result, number);
        return Outcome.Ok;
    }

    private Outcome Reopen(Reopen reopen)
    {
        OpenFile? file = Descriptors[NumberOf(reopen.Target)];
        return file is null
            ? Outcome.Refused(Errno.EBADF)
            : Bound(reopen, Files.Reopen(file, (uint)reopen.Flags, out int number), number);
    }

    private Outcome Map(Mmap mmap)
    {
        OpenFile? file = FileOf(mmap.Target);
        if (file is null)
        {
            return Outcome.Refused(Errno.EBADF);
        }

        Errno error = Files.Map(file, out Mapping? mapping);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        if (mmap.Result.IsNone)
        {
            Files.Unmap(mapping!);
        }
        else
        {
            _bindings[mmap.Result] = new Binding(-1, mapping);
        }

        return Outcome.Ok;
    }

    private Outcome Store(Store store)
    {
        return _bindings.TryGetValue(store.Mapping, out Binding binding) && binding.Mapping is not null
            ? Answer(Files.Store(binding.Mapping, store))
            : Outcome.Refused(Errno.EBADF);
    }

    private Outcome Write(WriteFile write)
    {
        OpenFile? file = FileOf(write.Target);
        if (file is null)
        {
            return Outcome.Refused(Errno.EBADF);
        }

        LockInode(file);
        Errno error = Files.Write(file, write, out ulong written);
        UnlockInode(file);
        return error == Errno.None ? _answers.Success(Field.Len, written) : Outcome.Refused(error);
    }

    private Outcome Read(ReadFile read)
    {
        OpenFile? file = FileOf(read.Target);
        if (file is null)
        {
            return Outcome.Refused(Errno.EBADF);
        }

        _runs.Clear();
        Errno error = Files.Read(file, read, _runs, out ulong length);
        return error == Errno.None
            ? Outcome.Success([new FieldValue(Field.Len, length), new FieldValue(Field.Data, _runs.ToValue())])
            : Outcome.Refused(error);
    }

    private Outcome Seek(Seek seek)
    {
        OpenFile? file = FileOf(seek.Target);
        Errno error = file is null ? Errno.EBADF : Files.Seek(file, seek);
        return error == Errno.None ? _answers.Success(Field.Pos, file!.Position) : Outcome.Refused(error);
    }

    /// <summary>What looks at a file's size, seals and freeze before it changes something is done alone (LUO-RACE-08).</summary>
    private void LockInode(OpenFile? file)
    {
        if (file?.Memory is { } memory)
        {
            _kernel.Enter(KernelLock.Inode, memory);
        }
    }

    private void UnlockInode(OpenFile? file)
    {
        if (file?.Memory is { } memory)
        {
            _kernel.Leave(KernelLock.Inode, memory);
        }
    }

    private Outcome Truncate(Truncate truncate)
    {
        OpenFile? file = FileOf(truncate.Target);
        LockInode(file);
        Errno error = file is null ? Errno.EBADF : Files.Truncate(file, truncate.Size);
        UnlockInode(file);
        return Answer(error);
    }

    private Outcome Fallocate(Fallocate fallocate)
    {
        OpenFile? file = FileOf(fallocate.Target);
        LockInode(file);
        Errno error = file is null ? Errno.EBADF : Files.Fallocate(file, fallocate);
        UnlockInode(file);
        return Answer(error);
    }

    private Outcome AddSeals(AddSeals add)
    {
        OpenFile? file = FileOf(add.Target);
        LockInode(file);
        Errno error = file is null ? Errno.EBADF : Files.AddSeals(file, (uint)add.Seals);
        UnlockInode(file);
        return Answer(error);
    }

    private Outcome GetSeals(GetSeals get)
    {
        OpenFile? file = FileOf(get.Target);
        return file is null ? Outcome.Refused(Errno.EBADF)
            : file.Memory is null ? Outcome.Refused(Errno.EINVAL)
            : _answers.Success(Field.Seals, file.Memory.Seals);
    }

    private Outcome Stat(Stat stat)
    {
        OpenFile? file = Descriptors[NumberOf(stat.Target)];
        return file is null ? Outcome.Refused(Errno.EBADF)
            : file.Memory is null ? Outcome.Ok
            : Files.Stat(file.Memory);
    }

    private Outcome GetFlags(GetFlags get)
    {
        int number = NumberOf(get.Target);
        OpenFile? file = Descriptors[number];
        return file is null
            ? Outcome.Refused(Errno.EBADF)
            : Outcome.Success([
                new FieldValue(Field.Status, file.Status),
                new FieldValue(Field.Descriptor, Descriptors.ClosesOnExec(number) ? 1UL : 0),
            ]);
    }

    private Outcome HandlerFile(CreateHandlerFile create)
    {
        OpenFile? needs = create.Needs.IsNone ? null : FileOf(create.Needs);
        if (needs is null && !create.Needs.IsNone)
        {
            return Outcome.Refused(Errno.EBADF);
        }

        Errno error = Descriptors.Reserve(out int number);
        if (error != Errno.None)
        {
            return Outcome.Refused(error);
        }

        var file = new OpenFile(OpenFileKind.Special, OpenFile.ReadWrite)
        {
            Scripted = new HandlerFile(create.Kind, create.Value, create.Object, needs),
        };
        Descriptors.Install(number, file, closeOnExec: false);
        Keep(create.Result, number);
        return Outcome.Ok;
    }

    private Outcome HandlerValue(GetHandlerValue get)
    {
        OpenFile? file = FileOf(get.Target);
        return file is null ? Outcome.Refused(Errno.EBADF)
            : file.Scripted is null ? Outcome.Refused(Errno.EINVAL)
            : Outcome.Success(Field.Value, file.Scripted.Value);
    }

    /// <summary>Unbinds all handles. A table that has become large is not worth clearing over and over.</summary>
    private void Forget()
    {
        if (_bindings.Capacity > KeptBindings)
        {
            _bindings = [];
        }
        else
        {
            _bindings.Clear();
        }
    }

    private Outcome LimitFds(LimitFds limit)
    {
        Descriptors.Limit(limit.Free);
        return Outcome.Ok;
    }

    private Outcome Inject(Inject inject)
    {
        _kernel.Faults.Inject(inject.Alloc ?? 0, inject.CopyOut ?? 0);
        return Outcome.Ok;
    }

    /// <summary>The agent dies: mappings go, then every descriptor, in the order of the numbers (LUO-SESS-10).</summary>
    private Outcome Die()
    {
        foreach (Binding binding in _bindings.Values)
        {
            if (binding.Mapping is not null)
            {
                Files.Unmap(binding.Mapping);
            }
        }

        Forget();
        for (int number = DescriptorTable.First; number < Descriptors.End; number++)
        {
            if (Descriptors[number] is not null)
            {
                CloseNumber(number);
            }
        }

        // Nobody is left to be told of an error.
        _kernel.ReleaseError = Errno.None;
        Descriptors.Limit(null);
        return Outcome.Ok;
    }
}
