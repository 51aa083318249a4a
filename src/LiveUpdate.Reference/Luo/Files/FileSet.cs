using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The files of one session, in the order in which they were preserved (luo-model 4).</summary>
/// <remarks>
/// Overrides may order, check or roll back differently. What they may rely on: <see cref="Files"/> holds exactly the files
/// that were preserved or read from the image and are not undone or finished, and each of them knows its handler.
/// </remarks>
public class FileSet
{
    private readonly List<PreservedFile> _files = [];
    private BlockSet? _blocks;

    /// <summary>An empty set.</summary>
    /// <param name="kernel">The kernel; its LUO is there.</param>
    public FileSet(Kernel kernel) => Kernel = kernel;

    /// <summary>The files.</summary>
    public IReadOnlyList<PreservedFile> Files => _files;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>LUO.</summary>
    protected LiveUpdateOrchestrator Luo => Kernel.Luo!;

    /// <summary>The blocks of file records.</summary>
    protected BlockSet Blocks => _blocks ??= Kernel.Parts.CreateBlockSet(Kernel, FileRecord.Size, PageOwner.FileBlock);

    /// <summary>PRESERVE_FD (luo-uapi 5, luo-model 4.1).</summary>
    /// <param name="number">The descriptor.</param>
    /// <param name="token">The token.</param>
    /// <returns>Success, or an error with everything as it was before (LUO-FILE-04).</returns>
    protected internal virtual Errno Preserve(int number, ulong token)
    {
        if (IsTokenTaken(token))
        {
            return Refusal(Errno.EEXIST, "LUO-FILE-01");
        }

        Kernel.Point();
        Errno error = Blocks.Grow(_files.Count + 1);
        if (error != Errno.None)
        {
            return error;
        }

        Luo.Preserving = this;
        error = PreserveDescriptor(number, token);
        Luo.Preserving = null;
        if (error != Errno.None)
        {
            ShrinkAfterFailure();
        }

        return error;
    }

    /// <summary>Whether a file of this session has the token (LUO-FILE-02).</summary>
    /// <param name="token">The token.</param>
    protected internal virtual bool IsTokenTaken(ulong token) => Find(token) is not null;

    /// <summary>The file with a token.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The first one, or <see langword="null"/>.</returns>
    protected internal virtual PreservedFile? Find(ulong token)
    {
        foreach (PreservedFile file in _files)
        {
            if (file.Token == token)
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>Gives back the block that a failed preservation grew.</summary>
    protected internal virtual void ShrinkAfterFailure() => Blocks.Shrink(_files.Count);

    /// <summary>Preserves a file behind the FLBs that it depends on (luo-model 4.1, steps 6 to 8).</summary>
    /// <param name="file">The file.</param>
    /// <returns>Success, or an error with everything undone in reverse.</returns>
    protected internal virtual Errno PreserveBound(PreservedFile file)
    {
        Errno error = Luo.Flbs.PreserveFor(file.Handler);
        if (error != Errno.None)
        {
            return error;
        }

        error = Kernel.Faults.Fails("file") ? Refusal(Errno.ENOMEM, "luo-uapi 5.7") : CallPreserve(file);
        if (error != Errno.None)
        {
            PutAfterFailure(file.Handler);
        }

        return error;
    }

    /// <summary>Lets the handler preserve a file, and keeps what it gives.</summary>
    /// <param name="file">The file.</param>
    protected internal virtual Errno CallPreserve(PreservedFile file)
    {
        Errno error = file.Handler.Preserve(file.File!, out ulong data, out object? state);
        file.Data = data;
        file.State = state;
        return error;
    }

    /// <summary>Puts the FLBs of a file that its handler refused (LUO-FLB-02).</summary>
    /// <param name="handler">The handler.</param>
    protected internal virtual void PutAfterFailure(FileHandler handler) =>
        Luo.Flbs.PutAll(handler, handler.Bound.Count);

    /// <summary>Whether a file is preserved in this very set.</summary>
    /// <param name="file">The file.</param>
    public bool HoldsItself(OpenFile file)
    {
        foreach (PreservedFile preserved in _files)
        {
            if (preserved.File == file || (file.Memory is not null && preserved.File?.Memory == file.Memory))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a file is preserved here, through whichever open file of a memfd (D3.9).</summary>
    /// <param name="file">The file.</param>
    protected internal virtual bool Holds(OpenFile file) => HoldsItself(file);

    /// <summary>Adds a preserved file.</summary>
    /// <param name="file">The file.</param>
    protected internal virtual void Append(PreservedFile file) => _files.Add(file);

    /// <summary>Closing an outgoing session: unpreserves every file, the last first (LUO-FILE-14, D3.8).</summary>
    protected internal virtual void UnpreserveAll()
    {
        while (_files.Count > 0)
        {
            Unpreserve(_files[^1]);
        }
    }

    /// <summary>Unpreserves one file and takes it out of the set (luo-model 4.2).</summary>
    /// <param name="file">The file.</param>
    protected internal virtual void Unpreserve(PreservedFile file)
    {
        CallUnpreserve(file);
        Luo.Flbs.PutAll(file.Handler, file.Handler.Bound.Count);
        Disown(file);
        Remove(file);
        Blocks.Shrink(_files.Count);
        Kernel.Put(file.File!);
    }

    /// <summary>Lets the handler unpreserve a file.</summary>
    /// <param name="file">The file.</param>
    protected static void CallUnpreserve(PreservedFile file) =>
        file.Handler.Unpreserve(file.File!, file.Data, file.State);

    /// <summary>Freezes and writes down every file, in the order of preservation (luo-model 4.3, ABI-03).</summary>
    /// <param name="frozen">How many files were frozen before an error.</param>
    protected internal virtual Errno Freeze(out int frozen)
    {
        frozen = 0;
        _blocks?.Rewind();
        foreach (PreservedFile file in _files)
        {
            Span<byte> entry = Blocks.ReserveEntry();
            Errno error = FreezeOne(file);
            if (error != Errno.None)
            {
                return error;
            }

            WriteRecord(file, entry);
            frozen++;
        }

        return Errno.None;
    }

    /// <summary>Freezes one file; its data changes only with success (LUO-REBOOT-07).</summary>
    /// <param name="file">The file.</param>
    protected internal virtual Errno FreezeOne(PreservedFile file)
    {
        ulong data = file.Data;
        Errno error = CallFreeze(file, ref data);
        if (error == Errno.None)
        {
            file.Data = data;
        }

        return error;
    }

    /// <summary>Lets the handler freeze a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="data">The data, which the handler may change.</param>
    protected static Errno CallFreeze(PreservedFile file, ref ulong data) =>
        file.Handler.Freeze(file.File!, ref data, file.State);

    /// <summary>Writes one file's record (luo-abi 4).</summary>
    /// <param name="file">The file.</param>
    /// <param name="entry">Where.</param>
    protected internal virtual void WriteRecord(PreservedFile file, Span<byte> entry) =>
        new FileRecord
        {
            Compatible = file.Handler.Compatible.Span,
            Data = file.Data,
            Token = file.Token,
        }.WriteTo(entry);

    /// <summary>Undoes a freeze: in the order of preservation, and the records are emptied (luo-model 4.4).</summary>
    /// <param name="count">How many files, from the first on.</param>
    protected internal virtual void Unfreeze(int count)
    {
        UnfreezeFirst(count);
        _blocks?.Clear();
    }

    /// <summary>Lets the handlers unfreeze the first files, in the order of preservation (LUO-REBOOT-02).</summary>
    /// <param name="count">How many.</param>
    protected internal virtual void UnfreezeFirst(int count)
    {
        for (int i = 0; i < count; i++)
        {
            UnfreezeOne(_files[i]);
        }
    }

    /// <summary>Lets the handler unfreeze a file.</summary>
    /// <param name="file">The file.</param>
    protected static void UnfreezeOne(PreservedFile file) => file.Handler.Unfreeze(file.File!, file.Data, file.State);

    /// <summary>What the session's record says of its files: where they are and how many (ABI-04).</summary>
    /// <param name="address">The physical address of the first block, 0 without files.</param>
    /// <param name="count">How many files.</param>
    protected internal virtual void Describe(out ulong address, out ulong count)
    {
        address = _files.Count == 0 ? 0 : Blocks.HeadAddress;
        count = (ulong)_files.Count;
    }

    /// <summary>Reads the files of an incoming session (luo-model 2.3).</summary>
    /// <param name="address">The physical address of the first block; hostile.</param>
    /// <param name="count">How many files there should be; hostile.</param>
    /// <returns>Success; EINVAL for a broken chain or another number of files; ENOENT for a handler that is not there.</returns>
    protected internal virtual Errno Deserialize(ulong address, ulong count)
    {
        if (address == 0)
        {
            return Errno.None;
        }

        Errno error = Blocks.Restore(address);
        if (error != Errno.None)
        {
            return error;
        }

        Blocks.Rewind();
        for (ReadOnlySpan<byte> entry = Blocks.ReadEntry(); !entry.IsEmpty; entry = Blocks.ReadEntry())
        {
            error = DeserializeOne(entry);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return CountMatches(count) ? Errno.None : Refusal(Errno.EINVAL, "luo-model 2.3");
    }

    /// <summary>Reads one file.</summary>
    /// <param name="entry">Its record; hostile.</param>
    /// <returns>Success; ENOENT for a handler that is not there (LUO-FILE-16).</returns>
    protected internal virtual Errno DeserializeOne(ReadOnlySpan<byte> entry)
    {
        FileRecord record = FileRecord.Read(entry);
        FileHandler? handler = Luo.Handlers.FindByName(record.Compatible);
        if (handler is null)
        {
            return Refusal(Errno.ENOENT, "LUO-FILE-16");
        }

        if (Kernel.Faults.Fails("file"))
        {
            return Refusal(Errno.ENOMEM, "LUO-DEV-04");
        }

        Append(new PreservedFile(handler, record.Token) { Data = record.Data });
        return Errno.None;
    }

    /// <summary>Whether the session's record gave the number of files that were read.</summary>
    /// <param name="count">The number in the record.</param>
    protected internal virtual bool CountMatches(ulong count) => count == (ulong)_files.Count;

    /// <summary>RETRIEVE_FD without the descriptor (luo-uapi 6, luo-model 4.6).</summary>
    /// <param name="token">The token.</param>
    /// <param name="file">The open file, with a reference for the caller.</param>
    protected internal virtual Errno Retrieve(ulong token, out OpenFile? file)
    {
        file = null;
        PreservedFile? found = Find(token);
        if (found is null)
        {
            return Refusal(Errno.ENOENT, "LUO-FILE-07");
        }

        Kernel.Enter(KernelLock.File, found);
        Errno error = RetrieveOnce(found);
        Kernel.Leave(KernelLock.File, found);
        if (error != Errno.None)
        {
            return error;
        }

        // The same open file every time, with its position (LUO-FILE-08).
        file = found.File!;
        file.References++;
        return Errno.None;
    }

    /// <summary>Has the file retrieved if it is not, with the first answer for everyone (LUO-RACE-04).</summary>
    private Errno RetrieveOnce(PreservedFile file)
    {
        if (file.Status < 0)
        {
            return Refusal((Errno)(-file.Status), "LUO-FILE-09");
        }

        if (file.Status > 0)
        {
            return Errno.None;
        }

        Kernel.Point();
        return RetrieveFirst(file);
    }

    /// <summary>Lets the handler make the file again; its answer is final (LUO-FILE-09).</summary>
    /// <param name="file">The file, not retrieved yet.</param>
    protected internal virtual Errno RetrieveFirst(PreservedFile file)
    {
        Errno error = file.Handler.Retrieve(file.Data, out OpenFile? retrieved);
        if (error != Errno.None)
        {
            file.Status = -(int)error;
            return error;
        }

        file.Status = 1;
        file.File = retrieved;
        file.Id = file.Handler.GetId(retrieved!);
        _ = Luo.Owned.TryTake(file.Id);
        return Errno.None;
    }

    /// <summary>FINISH: all files or none (luo-uapi 7, luo-model 4.7).</summary>
    /// <returns>Success, or EBUSY with nothing changed (LUO-FILE-12).</returns>
    protected internal virtual Errno Finish()
    {
        foreach (PreservedFile file in _files)
        {
            if (!CanFinish(file))
            {
                return Refusal(Errno.EBUSY, "LUO-FILE-12");
            }
        }

        Kernel.Point();
        FinishAll();
        return Errno.None;
    }

    /// <summary>Finishes every file, the last first (LUO-FILE-14).</summary>
    protected internal virtual void FinishAll()
    {
        while (_files.Count > 0)
        {
            FinishOne(_files[^1]);
        }
    }

    /// <summary>Asks the handler whether a file can be finished.</summary>
    /// <param name="file">The file.</param>
    protected static bool CanFinish(PreservedFile file) => file.Handler.CanFinish(file.Status, file.File, file.Data);

    /// <summary>Finishes one file and takes it out of the set.</summary>
    /// <param name="file">The file.</param>
    protected internal virtual void FinishOne(PreservedFile file)
    {
        file.Handler.Finish(file.Status, file.File, file.Data);
        Luo.Flbs.FinishFor(file.Handler);
        Disown(file);
        Remove(file);
        Blocks.Shrink(_files.Count);
        if (file.File is not null)
        {
            Kernel.Put(file.File);
        }
    }

    /// <summary>Takes a file out of the list.</summary>
    /// <param name="file">The file.</param>
    protected void Remove(PreservedFile file)
    {
        if (_files.Count > 0 && ReferenceEquals(_files[^1], file))
        {
            _files.RemoveAt(_files.Count - 1);
        }
        else
        {
            _files.Remove(file);
        }
    }

    /// <summary>Lets the thing be preserved again (LUO-FILE-03).</summary>
    /// <param name="file">The file.</param>
    protected internal virtual void Disown(PreservedFile file)
    {
        if (file.Id is not null)
        {
            Luo.Owned.GiveFree(file.Id);
            file.Id = null;
        }
    }

    /// <summary>Says to an audit what is in use here.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        _blocks?.Account(audit);
        foreach (PreservedFile file in _files)
        {
            audit.Visit(file.File?.Memory);
            if (file.File is null && file.Status == 0)
            {
                file.Handler.AccountIncoming(audit, file.Data);
            }
            else if (file.Status == 0)
            {
                file.Handler.AccountPreserved(audit, file.File!, file.Data, file.State);
            }
        }
    }

    /// <summary>Says to an audit what of a file set waits in the image.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="address">The physical address of the first block.</param>
    internal static void AccountImage(MemoryAudit audit, Kernel kernel, ulong address)
    {
        int capacity = BlockHeader.Capacity(kernel.Memory.Geometry.PageSize, FileRecord.Size);
        for (
            int steps = 0;
            steps < BlockHeader.MaxBlocks && kernel.Incoming!.CanRestore(address, out int page);
            steps++
        )
        {
            audit.ClaimIncoming(page);
            BlockHeader header = BlockHeader.Read(kernel.Memory.Page(page));
            for (int i = 0; i < (int)Math.Min((ulong)capacity, header.Count); i++)
            {
                FileRecord record = FileRecord.Read(
                    kernel.Memory.Page(page)[BlockHeader.EntryOffset(FileRecord.Size, i)..]
                );
                kernel.Luo!.Handlers.Exactly(record.Compatible)?.AccountIncoming(audit, record.Data);
            }

            address = header.Next;
        }
    }

    /// <summary>Adds what of a file set waits in the image for a handler.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="session">The session's record.</param>
    /// <param name="compatible">The handler's string.</param>
    /// <param name="files">Where to.</param>
    internal static void ListImage(
        Kernel kernel,
        in SessionRecord session,
        ByteString compatible,
        List<IncomingFile> files
    )
    {
        var name = new ByteString(session.Name);
        ulong address = session.FilesAddress;
        int capacity = BlockHeader.Capacity(kernel.Memory.Geometry.PageSize, FileRecord.Size);
        for (
            int steps = 0;
            steps < BlockHeader.MaxBlocks && kernel.Incoming!.CanRestore(address, out int page);
            steps++
        )
        {
            BlockHeader header = BlockHeader.Read(kernel.Memory.Page(page));
            for (int i = 0; i < (int)Math.Min((ulong)capacity, header.Count); i++)
            {
                FileRecord record = FileRecord.Read(
                    kernel.Memory.Page(page)[BlockHeader.EntryOffset(FileRecord.Size, i)..]
                );
                if (record.Compatible.SequenceEqual(compatible.Span))
                {
                    files.Add(new IncomingFile(name, record.Token, record.Data));
                }
            }

            address = header.Next;
        }
    }

    private Errno PreserveDescriptor(int number, ulong token)
    {
        OpenFile? file = Kernel.Descriptors[number];
        if (file is null || file.IsPath)
        {
            return Refusal(Errno.EBADF, "LUO-FILE-01");
        }

        FileHandler? handler = Luo.Handlers.FindFor(file);
        if (handler is null)
        {
            return Refusal(Errno.ENOENT, "LUO-FILE-01");
        }

        object id = handler.GetId(file);
        if (Kernel.Faults.Fails("id"))
        {
            return Refusal(Errno.ENOMEM, "luo-uapi 5.5");
        }

        if (!Luo.Owned.TryTake(id))
        {
            return Refusal(Errno.EBUSY, "LUO-FILE-03");
        }

        var preserved = new PreservedFile(handler, token) { File = file, Id = id };
        file.References++;
        Errno error = PreserveBound(preserved);
        if (error != Errno.None)
        {
            Disown(preserved);
            file.References--;
            return error;
        }

        Append(preserved);
        return Errno.None;
    }
}
