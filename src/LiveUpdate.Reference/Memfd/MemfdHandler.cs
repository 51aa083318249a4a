using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The file handler of memfds and other nameless files in memory, <c>memfd-v2</c> (memfd 1 to 6).</summary>
/// <remarks>
/// Each documented step of preserving and retrieving is a member that can be overridden. An override may leave its step
/// out or do it wrongly; the steps around it are done as if it had been done.
/// </remarks>
public class MemfdHandler : FileHandler
{
    private static readonly ByteString Name = new(FormatNames.Memfd);

    /// <summary>The handler of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public MemfdHandler(Kernel kernel) => Kernel = kernel;

    /// <inheritdoc/>
    public override ByteString Compatible => Name;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>The memory.</summary>
    protected PhysicalMemory Memory => Kernel.Memory;

    /// <summary>Takes files in memory that have no name, and no huge pages (MEMFD-01).</summary>
    /// <param name="file">The open file.</param>
    protected internal override bool CanPreserve(OpenFile file) =>
        file is { Kind: OpenFileKind.Memory, Memory: { Links: 0, IsHugetlb: false } };

    /// <summary>The file itself: every descriptor of it stands for the same (LUO-FILE-03).</summary>
    /// <param name="file">The open file.</param>
    protected internal override object GetId(OpenFile file) => file.Memory!;

    /// <inheritdoc/>
    protected internal override Errno Preserve(OpenFile file, out ulong data, out object? state)
    {
        MemoryFile memory = file.Memory!;
        var preservation = new MemfdPreservation();
        Kernel.Enter(KernelLock.Inode, memory);
        Freeze(memory);
        Kernel.Point();
        Errno error = PreserveFile(file, memory, preservation);
        if (error != Errno.None)
        {
            Undo(memory, preservation);
        }

        Kernel.Leave(KernelLock.Inode, memory);
        data = error == Errno.None ? Memory.AddressOf(preservation.RecordPage) : 0;
        state = error == Errno.None ? preservation : null;
        return error;
    }

    /// <inheritdoc/>
    protected internal override void Unpreserve(OpenFile file, ulong data, object? state)
    {
        var preservation = (MemfdPreservation)state!;
        MemoryFile memory = file.Memory!;
        Kernel.Enter(KernelLock.Inode, memory);
        Undo(memory, preservation);
        Kernel.Leave(KernelLock.Inode, memory);
    }

    /// <inheritdoc/>
    protected internal override void Abandon(OpenFile file, ulong data, object? state) =>
        Undo(file.Memory!, (MemfdPreservation)state!);

    /// <summary>Only writes the position anew (MEMFD-04).</summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data; it stays.</param>
    /// <param name="state">The preservation.</param>
    protected internal override Errno Freeze(OpenFile file, ref ulong data, object? state)
    {
        var preservation = (MemfdPreservation)state!;
        Memory.Write64(preservation.RecordPage, MemfdRecord.PositionOffset, SamplePosition(file));
        return Errno.None;
    }

    /// <inheritdoc/>
    protected internal override Errno Retrieve(ulong data, out OpenFile? file)
    {
        file = null;
        if (!Kernel.Incoming!.CanRestore(data, out int page))
        {
            return Errno.EINVAL;
        }

        MemfdRecord record = MemfdRecord.Read(Memory.Page(page));
        Errno error = RetrieveFile(record, out file);
        if (error != Errno.None)
        {
            DiscardContents(record);
        }

        ReleaseRecord(data);
        return error;
    }

    /// <summary>Frees what was handed over, unless retrieving has consumed it (memfd 6, LUO-FILE-18).</summary>
    /// <param name="status">How retrieving went.</param>
    /// <param name="file">The open file, if it was retrieved.</param>
    /// <param name="data">The data from the image.</param>
    protected internal override void Finish(int status, OpenFile? file, ulong data)
    {
        if (status != 0 || !Kernel.Incoming!.CanRestore(data, out int page))
        {
            return;
        }

        MemfdRecord record = MemfdRecord.Read(Memory.Page(page));
        if (record.FolioCount > 0)
        {
            Errno error = RestoreArray(record, out VmallocArea? array);
            if (array is not null)
            {
                DiscardFolios(array, 0, Math.Min(record.FolioCount, CapacityOf(array)));
                array.Free();
            }
            else if (error == Errno.ENOMEM)
            {
                DiscardContents(record);
            }
        }

        ReleaseRecord(data);
    }

    /// <inheritdoc/>
    protected internal override void AccountPreserved(MemoryAudit audit, OpenFile file, ulong data, object? state)
    {
        var preservation = (MemfdPreservation)state!;
        audit.ClaimPreserved(preservation.RecordPage, PageOwner.MemfdRecord);
        if (preservation.Array is not null)
        {
            VmallocDescriptor folios = MemfdRecord.Read(Memory.Page(preservation.RecordPage)).Folios;
            Kernel.Vmalloc.Account(audit, folios, PageOwner.FolioArray);
        }
    }

    /// <inheritdoc/>
    protected internal override void AccountIncoming(MemoryAudit audit, ulong data)
    {
        if (!Kernel.Incoming!.CanRestore(data, out int page))
        {
            return;
        }

        audit.ClaimIncoming(page);
        VmallocDescriptor folios = MemfdRecord.Read(Memory.Page(page)).Folios;
        ulong left = MemfdRecord.Read(Memory.Page(page)).FolioCount;
        ulong chunk = folios.First;
        for (int steps = 0; steps < Memory.PageCount && Kernel.Incoming.CanRestore(chunk, out int chunkPage); steps++)
        {
            audit.ClaimIncoming(chunkPage);
            for (int i = 0; i < Memory.Geometry.ChunkEntries; i++)
            {
                ulong block = VmallocChunk.Entry(Memory.Page(chunkPage), i);
                if (block == 0 || !Kernel.Incoming.CanRestore(block, out int array))
                {
                    break;
                }

                audit.ClaimIncoming(array);
                for (int at = 0; left > 0 && at < Memory.Geometry.PageSize; at += FolioEntry.Size, left--)
                {
                    ulong frame = FolioEntry.Read(Memory.Page(array)[at..]).Frame;
                    if (Kernel.Incoming.CanRestore(frame << Memory.Geometry.PageShift, out int folio))
                    {
                        audit.ClaimIncoming(folio);
                    }
                }
            }

            chunk = VmallocChunk.Next(Memory.Page(chunkPage));
        }
    }

    /// <summary>Step 1 of preserving: the size cannot change any more (MEMFD-06).</summary>
    /// <param name="memory">The file.</param>
    protected internal virtual void Freeze(MemoryFile memory) => memory.IsFrozen = true;

    /// <summary>The last step of unpreserving: the size can change again (MEMFD-08).</summary>
    /// <param name="memory">The file.</param>
    protected internal virtual void Thaw(MemoryFile memory) => memory.IsFrozen = false;

    /// <summary>The seals that go into the record (MEMFD-10).</summary>
    /// <param name="memory">The file.</param>
    protected internal virtual uint SampleSeals(MemoryFile memory) => memory.Seals;

    /// <summary>The position that goes into the record (MEMFD-04).</summary>
    /// <param name="file">The preserved open file.</param>
    protected internal virtual ulong SamplePosition(OpenFile file) => file.Position;

    /// <summary>The size that goes into the record (MEMFD-03).</summary>
    /// <param name="memory">The file.</param>
    protected internal virtual ulong SampleSize(MemoryFile memory) => memory.Size;

    /// <summary>Whether a file has more pages than the format can hold (MEMFD-16).</summary>
    /// <param name="pages">The number of pages.</param>
    protected internal virtual bool HasTooManyPages(ulong pages) => pages > uint.MaxValue;

    /// <summary>Pins every page of the file; holes become pages of zeros (MEMFD-03, MEMFD-05).</summary>
    /// <param name="memory">The file.</param>
    /// <param name="pages">How many pages it has.</param>
    /// <param name="preservation">Counts how far it came.</param>
    /// <param name="folios">How many folios they are.</param>
    protected internal virtual Errno Pin(
        MemoryFile memory,
        ulong pages,
        MemfdPreservation preservation,
        out ulong folios
    )
    {
        folios = 0;
        if (!memory.HasMemoryFor(0, pages) || Kernel.Faults.Fails("pointers"))
        {
            return Errno.ENOMEM;
        }

        ulong index = 0;
        while (index < pages)
        {
            int page = memory.Pages[index] == 0 && Kernel.Faults.FailsAt("contents", index) ? 0 : memory.Bring(index);
            if (page == 0)
            {
                return Errno.ENOMEM;
            }

            Kernel.Allocator.Get(page);
            index += 1UL << Kernel.Allocator.OrderOf(page);
            folios++;
            preservation.PinnedPages = index;
        }

        memory.PinnedPages = pages;
        return Errno.None;
    }

    /// <summary>Drops the pins.</summary>
    /// <param name="memory">The file.</param>
    /// <param name="preservation">How far they go.</param>
    protected internal virtual void Unpin(MemoryFile memory, MemfdPreservation preservation)
    {
        for (ulong index = 0; index < preservation.PinnedPages; )
        {
            int page = memory.Pages[index];
            index += 1UL << Kernel.Allocator.OrderOf(page);
            Kernel.Allocator.Put(page);
        }

        memory.PinnedPages = 0;
    }

    /// <summary>Puts every folio into the tracker and its entry into the folio array (MEMFD-12).</summary>
    /// <param name="memory">The file, pinned.</param>
    /// <param name="preservation">Counts how far it came.</param>
    protected internal virtual Errno Track(MemoryFile memory, MemfdPreservation preservation)
    {
        ulong number = 0;
        ulong index = 0;
        while (index < preservation.PinnedPages)
        {
            int page = memory.Pages[index];
            Errno error = Kernel.Outgoing!.PreserveFolio(page);
            if (error != Errno.None)
            {
                return error;
            }

            WriteEntry(preservation.Array!, number++, EntryOf(page, index));
            index += 1UL << Kernel.Allocator.OrderOf(page);
            preservation.TrackedPages = index;
        }

        return Errno.None;
    }

    /// <summary>Takes the folios out of the tracker.</summary>
    /// <param name="memory">The file.</param>
    /// <param name="preservation">How far they go.</param>
    protected internal virtual void Untrack(MemoryFile memory, MemfdPreservation preservation)
    {
        for (ulong index = 0; index < preservation.TrackedPages; )
        {
            int page = memory.Pages[index];
            Kernel.Outgoing!.UnpreserveFolio(page);
            index += 1UL << Kernel.Allocator.OrderOf(page);
        }
    }

    /// <summary>The entry of a folio: dirty, up to date, with its place in the file (MEMFD-12).</summary>
    /// <param name="page">The folio's first page.</param>
    /// <param name="index">The page index in the file.</param>
    protected internal virtual FolioEntry EntryOf(int page, ulong index) =>
        FolioEntry.Of((ulong)page, FolioEntry.WrittenFlags, index);

    /// <summary>Makes the file with its seals, position and size, without contents (memfd 5, steps 2 to 5).</summary>
    /// <param name="record">The record.</param>
    protected internal virtual OpenFile MakeFile(in MemfdRecord record)
    {
        MemoryFile memory = Kernel.Parts.CreateMemoryFile(Kernel, ByteString.Of("/"), 0x1FF, 0);
        memory.Seals = RestoreSeals(record);
        memory.SetSize(record.Length);
        return new OpenFile(OpenFileKind.Memory, RestoreStatus(record))
        {
            Memory = memory,
            Position = RestorePosition(record),
        };
    }

    /// <summary>The seals of a retrieved file (MEMFD-10).</summary>
    /// <param name="record">The record.</param>
    protected internal virtual uint RestoreSeals(in MemfdRecord record) => record.Seals;

    /// <summary>The position of a retrieved file; one that no file can have becomes 0 (MEMFD-04).</summary>
    /// <param name="record">The record.</param>
    protected internal virtual ulong RestorePosition(in MemfdRecord record) =>
        record.Position > MemoryFile.MaxSize ? 0 : record.Position;

    /// <summary>The status flags of a retrieved file, whatever they were before (MEMFD-11).</summary>
    /// <param name="record">The record.</param>
    protected internal virtual uint RestoreStatus(in MemfdRecord record) => OpenFile.ReadWrite | OpenFile.LargeFile;

    /// <summary>Whether all seals of a record are known (MEMFD-15).</summary>
    /// <param name="seals">The seals.</param>
    protected internal virtual bool KnowsSeals(uint seals) => (seals & ~MemfdRecord.KnownSeals) == 0;

    /// <summary>Restores every folio of the array into the file (memfd 5, step 6).</summary>
    /// <param name="memory">The file.</param>
    /// <param name="array">The folio array.</param>
    /// <param name="count">How many entries it has, at most what it can hold.</param>
    /// <returns>Success; EIO for a folio that cannot be restored, and then the rest is restored and freed (MEMFD-14).</returns>
    protected internal virtual Errno RestoreFolios(MemoryFile memory, VmallocArea array, ulong count)
    {
        for (ulong i = 0; i < count; i++)
        {
            FolioEntry entry = ReadEntry(array, i);
            if (entry.Frame == 0)
            {
                continue;
            }

            Errno error = RestoreOne(memory, entry);
            if (error != Errno.None)
            {
                DiscardFolios(array, i + 1, count);
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>Restores one folio into the file.</summary>
    /// <param name="memory">The file.</param>
    /// <param name="entry">Its entry; hostile.</param>
    protected internal virtual Errno RestoreOne(MemoryFile memory, FolioEntry entry)
    {
        int page = Kernel.Incoming!.RestoreFolio(entry.Frame << Memory.Geometry.PageShift, PageOwner.FileData);
        if (page == 0)
        {
            return Refusal(Errno.EIO, "MEMFD-14");
        }

        ulong pages = 1UL << Kernel.Allocator.OrderOf(page);
        bool upToDate = (entry.Flags & FolioEntry.UpToDate) != 0;
        for (ulong i = 0; i < pages; i++)
        {
            if (entry.Index > ulong.MaxValue - i || memory.Pages[entry.Index + i] != 0)
            {
                Kernel.Allocator.Put(page);
                return Errno.EEXIST;
            }
        }

        if (Kernel.Faults.FailsAt("entry", entry.Index))
        {
            Kernel.Allocator.Put(page);
            return Errno.ENOMEM;
        }

        for (ulong i = 0; i < pages; i++)
        {
            int part = page + (int)i;
            memory.Pages.Set(entry.Index + i, upToDate ? part : -part);
        }

        return Errno.None;
    }

    /// <summary>Frees the page of the record.</summary>
    /// <param name="data">Its physical address.</param>
    protected internal virtual void ReleaseRecord(ulong data) => _ = Kernel.Incoming!.RestoreAndFree(data);

    /// <summary>Restores and frees folios that no file will get; one that cannot be restored is passed over.</summary>
    /// <param name="array">The folio array.</param>
    /// <param name="first">The first entry.</param>
    /// <param name="end">One past the last.</param>
    protected internal virtual void DiscardFolios(VmallocArea array, ulong first, ulong end)
    {
        for (ulong i = first; i < end; i++)
        {
            ulong frame = ReadEntry(array, i).Frame;
            if (frame != 0)
            {
                _ = Kernel.Incoming!.RestoreAndFree(frame << Memory.Geometry.PageShift);
            }
        }
    }

    /// <summary>Restores and frees whatever of a record's contents still waits, without making anything for it (MEMFD-14).</summary>
    /// <param name="record">The record; nothing of it is left when its folio array was rebuilt.</param>
    protected internal virtual void DiscardContents(in MemfdRecord record)
    {
        KhoIncoming incoming = Kernel.Incoming!;
        ulong left = record.FolioCount;
        ulong address = record.Folios.First;
        while (left > 0 && incoming.RestorePages(address, PageOwner.VmallocChunk) is var chunk and not 0)
        {
            for (int i = 0; i < Memory.Geometry.ChunkEntries; i++)
            {
                ulong block = VmallocChunk.Entry(Memory.Page(chunk), i);
                if (block == 0)
                {
                    break;
                }

                DiscardFolios(incoming.RestoreFolio(block, PageOwner.FolioArray), ref left);
            }

            address = VmallocChunk.Next(Memory.Page(chunk));
            Kernel.Allocator.Put(chunk);
        }
    }

    /// <summary>Restores and frees the folios that a block of the folio array lists, and the block.</summary>
    private void DiscardFolios(int block, ref ulong left)
    {
        if (block == 0)
        {
            return;
        }

        int pages = 1 << Kernel.Allocator.OrderOf(block);
        for (int page = block; page < block + pages; page++)
        {
            for (int at = 0; left > 0 && at < Memory.Geometry.PageSize; at += FolioEntry.Size, left--)
            {
                ulong frame = FolioEntry.Read(Memory.Page(page)[at..]).Frame;
                if (frame != 0)
                {
                    _ = Kernel.Incoming!.RestoreAndFree(frame << Memory.Geometry.PageShift);
                }
            }
        }

        Kernel.Allocator.Put(block);
    }

    private Errno PreserveFile(OpenFile file, MemoryFile memory, MemfdPreservation preservation)
    {
        Errno error = Kernel.Outgoing!.AllocatePreserved(MemfdRecord.Size, PageOwner.MemfdRecord, out int page);
        if (error != Errno.None)
        {
            return error;
        }

        preservation.RecordPage = page;
        uint seals = SampleSeals(memory);
        if (!KnowsSeals(seals))
        {
            return Refusal(Errno.EOPNOTSUPP, "memfd 2.4");
        }

        ulong size = SampleSize(memory);
        ulong pages = Memory.Geometry.PagesFor(size);
        if (HasTooManyPages(pages))
        {
            return Refusal(Errno.EFBIG, "MEMFD-16");
        }

        ulong folios = 0;
        VmallocDescriptor descriptor = default;
        if (size != 0)
        {
            error = PreserveContents(memory, pages, preservation, out folios, out descriptor);
            if (error != Errno.None)
            {
                return error;
            }
        }

        new MemfdRecord(SamplePosition(file), size, seals, 0, folios, descriptor).WriteTo(
            Memory.Edit(page, 0, MemfdRecord.Size)
        );
        return Errno.None;
    }

    private Errno PreserveContents(
        MemoryFile memory,
        ulong pages,
        MemfdPreservation preservation,
        out ulong folios,
        out VmallocDescriptor descriptor
    )
    {
        descriptor = default;
        Errno error = Pin(memory, pages, preservation, out folios);
        if (error != Errno.None)
        {
            return error;
        }

        int arrayPages = (int)Memory.Geometry.PagesFor(folios * FolioEntry.Size);
        VmallocArea? array = VmallocArea.Allocate(Kernel, arrayPages, PageOwner.FolioArray);
        if (array is null)
        {
            return Errno.ENOMEM;
        }

        preservation.Array = array;
        error = Track(memory, preservation);
        return error == Errno.None ? Kernel.Vmalloc.Preserve(array, out descriptor) : error;
    }

    private void Undo(MemoryFile memory, MemfdPreservation preservation)
    {
        if (preservation.RecordPage != 0)
        {
            VmallocDescriptor folios = MemfdRecord.Read(Memory.Page(preservation.RecordPage)).Folios;
            if (folios.First != 0)
            {
                Kernel.Vmalloc.Unpreserve(folios);
            }
        }

        preservation.Array?.Free();
        Untrack(memory, preservation);
        Unpin(memory, preservation);
        Kernel.Outgoing!.FreePreserved(preservation.RecordPage);
        Thaw(memory);
    }

    private Errno RetrieveFile(in MemfdRecord record, out OpenFile? file)
    {
        file = null;
        if (!KnowsSeals(record.Seals))
        {
            return Refusal(Errno.EOPNOTSUPP, "MEMFD-15");
        }

        if (record.Length > MemoryFile.MaxSize)
        {
            return Errno.EINVAL;
        }

        if (Kernel.Faults.Fails("file"))
        {
            return Errno.ENOMEM;
        }

        OpenFile made = MakeFile(record);
        if (record.FolioCount > 0)
        {
            Errno error = RetrieveContents(made.Memory!, record);
            if (error != Errno.None)
            {
                made.Memory!.Put();
                return error;
            }
        }

        file = made;
        return Errno.None;
    }

    private Errno RetrieveContents(MemoryFile memory, in MemfdRecord record)
    {
        Errno error = RestoreArray(record, out VmallocArea? array);
        if (array is null)
        {
            return error;
        }

        error = record.FolioCount > CapacityOf(array) ? Errno.EINVAL : RestoreFolios(memory, array, record.FolioCount);
        array.Free();
        return error;
    }

    /// <summary>Rebuilds a record's folio array. What that takes is allocated before anything is restored.</summary>
    private Errno RestoreArray(in MemfdRecord record, out VmallocArea? array)
    {
        array = null;
        if (Kernel.Faults.Fails("area"))
        {
            return Errno.ENOMEM;
        }

        array = Kernel.RestoreVmalloc(record.Folios, PageOwner.FolioArray);
        return array is null ? Errno.EINVAL : Errno.None;
    }

    private ulong CapacityOf(VmallocArea array) => (ulong)array.PageCount * (ulong)Memory.Geometry.FoliosPerPage;

    private FolioEntry ReadEntry(VmallocArea array, ulong number)
    {
        ulong offset = number * FolioEntry.Size;
        return FolioEntry.Read(
            Memory.Page(array.PageAt(offset))[(int)(offset & ((ulong)Memory.Geometry.PageSize - 1))..]
        );
    }

    private void WriteEntry(VmallocArea array, ulong number, FolioEntry entry)
    {
        ulong offset = number * FolioEntry.Size;
        entry.WriteTo(
            Memory.Edit(array.PageAt(offset), (int)(offset & ((ulong)Memory.Geometry.PageSize - 1)), FolioEntry.Size)
        );
    }
}
