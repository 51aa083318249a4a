using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Where a kernel is put together: every part of it is made here, and can be replaced.</summary>
/// <remarks>
/// A wrong implementation is a class of its own that overrides one factory, to hand out a part which overrides one step. One
/// instance serves every machine and every kernel of an implementation, on several threads at once, so that it keeps no
/// state; the parts that it makes belong to one kernel.
/// </remarks>
public class Parts
{
    /// <summary>The page allocator.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="pages">The kernel's page table.</param>
    /// <param name="firstPage">The first page that is not the kernel's own.</param>
    /// <param name="obstacles">What must not be handed out.</param>
    protected internal virtual PageAllocator CreateAllocator(
        PhysicalMemory memory,
        PageTable pages,
        int firstPage,
        PageRange[] obstacles
    ) => new(memory, pages, firstPage, obstacles);

    /// <summary>The tracker.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="allocator">Where its nodes come from.</param>
    protected internal virtual PreservationTracker CreateTracker(PhysicalMemory memory, PageAllocator allocator) =>
        new(memory, allocator);

    /// <summary>The outgoing side of KHO.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new(kernel);

    /// <summary>The incoming side of KHO.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tree">The physical address of the device tree.</param>
    protected internal virtual KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new(kernel, tree);

    /// <summary>Preserves vmalloc areas.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual VmallocPreserver CreateVmallocPreserver(Kernel kernel) => new(kernel);

    /// <summary>Rebuilds vmalloc areas.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual VmallocRestorer CreateVmallocRestorer(Kernel kernel) => new(kernel);

    /// <summary>A block set; sessions and files each have their own record size.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="entrySize">The size of a record in bytes.</param>
    /// <param name="owner">What its pages are for.</param>
    protected internal virtual BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new(kernel, entrySize, owner);

    /// <summary>The device.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual LuoDevice CreateDevice(Kernel kernel) => new(kernel);

    /// <summary>The outgoing sessions.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new(kernel);

    /// <summary>The incoming sessions.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="blocks">The blocks of session records, or <see langword="null"/>.</param>
    protected internal virtual IncomingSessions CreateIncomingSessions(Kernel kernel, BlockSet? blocks) =>
        new(kernel, blocks);

    /// <summary>A session's file set.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual FileSet CreateFileSet(Kernel kernel) => new(kernel);

    /// <summary>The list of what is preserved or retrieved.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual OwnedFiles CreateOwnedFiles(Kernel kernel) => new(kernel);

    /// <summary>The handlers' registry.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual HandlerRegistry CreateHandlers(Kernel kernel) => new(kernel);

    /// <summary>The file handlers that a kernel is built with, in the order of their registration (LUO-FILE-16).</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual IReadOnlyList<FileHandler> CreateFileHandlers(Kernel kernel) =>
        [CreateMemfdHandler(kernel)];

    /// <summary>The memfd handler.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual FileHandler CreateMemfdHandler(Kernel kernel) => new MemfdHandler(kernel);

    /// <summary>The registry of FLBs.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="incomingPage">The FLB page of the kernel before, or 0.</param>
    protected internal virtual LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new(kernel, incomingPage);

    /// <summary>LUO's part of reboot.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual LuoReboot CreateReboot(Kernel kernel) => new(kernel);

    /// <summary>The agent's descriptors.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual DescriptorTable CreateDescriptors(Kernel kernel) => new();

    /// <summary>A file in memory.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">What its link in /proc/self/fd shows.</param>
    /// <param name="mode">Its permission bits.</param>
    /// <param name="seals">Its seals.</param>
    protected internal virtual MemoryFile CreateMemoryFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new(kernel, name, mode, seals);

    /// <summary>A hugetlb memfd.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="name">What its link in /proc/self/fd shows.</param>
    /// <param name="mode">Its permission bits.</param>
    /// <param name="seals">Its seals.</param>
    protected internal virtual MemoryFile CreateHugetlbFile(Kernel kernel, ByteString name, uint mode, uint seals) =>
        new(kernel, name, mode, seals) { IsHugetlb = true };

    /// <summary>The six LUO commands.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual LuoCalls CreateLuoCalls(Kernel kernel) => new(kernel);

    /// <summary>The framing of raw ioctls.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual IoctlFraming CreateIoctlFraming(Kernel kernel) => new(kernel);

    /// <summary>The system calls on files.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual FileCalls CreateFileCalls(Kernel kernel) => new(kernel);

    /// <summary>What a recorded alternative has beyond Linux; <see langword="null"/> for Linux.</summary>
    /// <param name="kernel">The kernel; its KHO and LUO are up.</param>
    protected internal virtual AlternativeCalls? CreateAlternative(Kernel kernel) => null;

    /// <summary>Whether a lock is taken wherever it has to be; what one that is not lets through shows only in a race.</summary>
    /// <param name="name">Which lock.</param>
    protected internal virtual bool Takes(KernelLock name) => true;

    /// <summary>A reboot begins, unless another kexec operation is going on (LUO-REBOOT-08).</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>Whether it does; then it holds the lock until it has failed.</returns>
    protected internal virtual bool BeginsKexec(Kernel kernel) => kernel.TryEnter(KernelLock.Kexec, kernel);

    /// <summary>The number of the next live update (LUO-BOOT-02).</summary>
    /// <param name="incoming">The number that led here, 0 for none.</param>
    protected internal virtual ulong NumberAfter(ulong incoming) => incoming + 1;

    /// <summary>The kexec count to hand over (KHO-META-01).</summary>
    /// <param name="incoming">The count that led here, 0 for none.</param>
    protected internal virtual uint KexecCountAfter(uint incoming) => incoming + 1;

    /// <summary>Reads <c>kho_scratch=</c> (KHO-CMD-01, KHO-SCR-02).</summary>
    /// <param name="text">The text behind the equals sign.</param>
    /// <param name="parameter">What it says.</param>
    /// <returns>Whether it could be read.</returns>
    protected internal virtual bool TryReadScratch(ByteString text, out ScratchParameter parameter) =>
        ScratchParameter.TryParse(text, out parameter);

    /// <summary>The scratch areas of a kernel that KHO booted: those of the kernel before (KHO-SCR-01).</summary>
    /// <param name="inherited">The areas of the kernel before.</param>
    protected internal virtual ScratchRegion[] ScratchAfter(ScratchRegion[] inherited) => inherited;

    /// <summary>Whether the KHO tree is in a format that this kernel reads (KHO-FDT-06).</summary>
    /// <param name="tree">The tree.</param>
    protected internal virtual bool AcceptsTree(FlattenedDeviceTree tree) =>
        tree.IsCompatible(tree.Root, FormatNames.Kho);

    /// <summary>Whether LUO's record is in a format that this kernel reads (LUO-BOOT-01).</summary>
    /// <param name="header">The record.</param>
    protected internal virtual bool Accepts(in LuoHeader header) => header.IsCompatible;

    /// <summary>Whether LUO takes part in a reboot with an image of that kind (LUO-REBOOT-05).</summary>
    /// <param name="kind">How the image was loaded.</param>
    protected internal virtual bool CallsLuoAtReboot(ImageKind kind) => kind != ImageKind.Preserve;

    /// <summary>Whether an image of that kind carries the handover (KHO-CRASH-01).</summary>
    /// <param name="kind">How the image was loaded.</param>
    protected internal virtual bool CarriesHandover(ImageKind kind) => kind == ImageKind.File;
}
