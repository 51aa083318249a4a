using System.Text;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>One running kernel, from its boot to the jump into the next.</summary>
/// <remarks>
/// A kernel is given physical memory, a command line and the boot data of KHO. It knows nothing else of the kernel before
/// (the page table that it is given is empty).
/// </remarks>
public sealed class Kernel
{
    private readonly ReferenceOptions _options;
    private readonly List<MemoryFile> _namedFiles = [];
    private readonly VmallocRestorer _vmallocRestorer;
    private ScratchRegion[] _scratch = [];
    private int _metadataPage;
    private int _incomingMetadata;
    private IncomingLuo _incomingLuo = IncomingLuo.None;
    private bool _incomingIsUnused;
    private Errno _releaseError;

    /// <summary>Boots a kernel.</summary>
    /// <param name="parts">Where its parts come from.</param>
    /// <param name="options">The machine.</param>
    /// <param name="memory">The physical memory.</param>
    /// <param name="pages">An empty page table.</param>
    /// <param name="parameters">The command line.</param>
    /// <param name="handover">The boot data of KHO, all zero without any.</param>
    /// <exception cref="ImplementationFaultException">The kernel panics.</exception>
    public Kernel(
        Parts parts,
        ReferenceOptions options,
        PhysicalMemory memory,
        PageTable pages,
        BootParameters parameters,
        KhoBootData handover
    )
    {
        Parts = parts;
        _options = options;
        Memory = memory;
        Pages = pages;
        IsKhoOn = parameters.Kho is null || !KernelSwitch.TryParse(parameters.Kho, out bool on) || on;
        bool wantsLuo =
            parameters.LiveUpdate is null || (KernelSwitch.TryParse(parameters.LiveUpdate, out bool luo) && luo);
        Descriptors = parts.CreateDescriptors(this);
        Vmalloc = parts.CreateVmallocPreserver(this);
        _vmallocRestorer = parts.CreateVmallocRestorer(this);
        PageRange[] obstacles = ReadHandover(handover) ?? ReserveScratch(parameters);
        Allocator = parts.CreateAllocator(
            memory,
            pages,
            (int)(options.KernelSize >> memory.Geometry.PageShift),
            obstacles
        );
        Allocator.Injected = Faults;
        StartKho();
        StartLuo(wantsLuo);
        LuoCalls = parts.CreateLuoCalls(this);
        Framing = parts.CreateIoctlFraming(this);
        FileCalls = parts.CreateFileCalls(this);
        Alternative = parts.CreateAlternative(this);
    }

    /// <summary>Where the parts come from.</summary>
    public Parts Parts { get; }

    /// <summary>The physical memory.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>What this kernel knows of each page.</summary>
    public PageTable Pages { get; }

    /// <summary>The page allocator.</summary>
    public PageAllocator Allocator { get; }

    /// <summary>The faults that are injected into this kernel; a boot lifts them.</summary>
    public FaultInjection Faults { get; } = new();

    /// <summary>Whether KHO is on.</summary>
    public bool IsKhoOn { get; private set; }

    /// <summary>The outgoing side of KHO, or <see langword="null"/> when KHO is off.</summary>
    public KhoOutgoing? Outgoing { get; private set; }

    /// <summary>The incoming side of KHO, or <see langword="null"/> when nothing was handed over (the kernel's <c>is_kho_boot</c>).</summary>
    public KhoIncoming? Incoming { get; private set; }

    /// <summary>Preserves vmalloc areas.</summary>
    public VmallocPreserver Vmalloc { get; }

    /// <summary>LUO, or <see langword="null"/> when it is off.</summary>
    public LiveUpdateOrchestrator? Luo { get; private set; }

    /// <summary>The scratch areas; none when KHO never was on.</summary>
    public IReadOnlyList<ScratchRegion> Scratch => _scratch;

    /// <summary>What a recorded alternative has beyond Linux, or <see langword="null"/>.</summary>
    public AlternativeCalls? Alternative { get; }

    /// <summary>The agent's descriptors.</summary>
    public DescriptorTable Descriptors { get; }

    /// <summary>The six LUO commands.</summary>
    public LuoCalls LuoCalls { get; }

    /// <summary>The framing of raw ioctls.</summary>
    public IoctlFraming Framing { get; }

    /// <summary>The system calls on files.</summary>
    public FileCalls FileCalls { get; }

    /// <summary>Why the last release of an open file failed, for the close that caused it; it is done in any case (D4.4).</summary>
    public Errno ReleaseError
    {
        get => Race is { } race ? race.Running.ReleaseError : _releaseError;
        set
        {
            if (Race is { } race)
            {
                race.Running.ReleaseError = value;
            }
            else
            {
                _releaseError = value;
            }
        }
    }

    /// <summary>The handlers and FLBs that the program has registered, or <see langword="null"/> before it speaks of any.</summary>
    internal ScriptedObjects? Scripts { get; set; }

    /// <summary>The probe in the kernel, or <see langword="null"/> while nobody asked it for anything.</summary>
    internal KernelProbe? Probe { get; set; }

    /// <summary>The race that is on, or <see langword="null"/>: with one agent alone no lock is ever waited for.</summary>
    internal RaceScheduler? Race { get; set; }

    /// <summary>Takes a lock; another agent may go on first.</summary>
    /// <param name="name">Which lock.</param>
    /// <param name="owner">What it belongs to.</param>
    /// <param name="alone">Whether nobody else may hold it, or only nobody who wants it alone.</param>
    public void Enter(KernelLock name, object owner, bool alone = true)
    {
        if (Race is not null)
        {
            EnterInRace(name, owner, alone);
        }
    }

    /// <summary>Takes a lock for itself if nobody has it; another agent may go on first.</summary>
    /// <param name="name">Which lock.</param>
    /// <param name="owner">What it belongs to.</param>
    /// <returns>Whether nobody had it.</returns>
    public bool TryEnter(KernelLock name, object owner) =>
        Race is null || !Parts.Takes(name) || Race.TryEnter(name, owner);

    /// <summary>Gives a lock free; another agent may go on.</summary>
    /// <param name="name">Which lock.</param>
    /// <param name="owner">What it belongs to.</param>
    public void Leave(KernelLock name, object owner)
    {
        if (Race is not null)
        {
            LeaveInRace(name, owner);
        }
    }

    /// <summary>A place where another agent may go on, such as between a look and what relies on it.</summary>
    public void Point() => Race?.Point();

    /// <summary>Drops a reference to an open file; with the last one it is released.</summary>
    /// <param name="file">The open file.</param>
    public void Put(OpenFile file)
    {
        if (--file.References > 0)
        {
            return;
        }

        switch (file.Kind)
        {
            case OpenFileKind.Memory:
                file.Memory!.Put();
                break;
            case OpenFileKind.Device:
                Luo!.Device.Release();
                break;
            case OpenFileKind.Session:
                Release(file.Session!);
                break;
            default:
                break;
        }
    }

    /// <summary>The node of a page.</summary>
    /// <param name="page">The page frame number.</param>
    public int NodeOf(int page)
    {
        int node = _options.Nodes.Count - 1;
        ulong address = Memory.AddressOf(page);
        while (node > 0 && address < _options.Nodes[node].Start)
        {
            node--;
        }

        return node;
    }

    /// <summary>The order of the largest block from a page on that lies in one node.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="order">The largest order that is wanted.</param>
    public int OrderInNode(int page, int order)
    {
        while (order > 0 && NodeOf(page) != NodeOf(page + (1 << order) - 1))
        {
            order--;
        }

        return order;
    }

    /// <summary>Rebuilds a vmalloc area.</summary>
    /// <param name="descriptor">Its description; hostile.</param>
    /// <param name="owner">What it is for.</param>
    public VmallocArea? RestoreVmalloc(in VmallocDescriptor descriptor, PageOwner owner) =>
        _vmallocRestorer.Restore(descriptor, owner);

    /// <summary>Keeps a named file alive, as its name in the file system does.</summary>
    /// <param name="file">The file.</param>
    public void AddName(MemoryFile file) => _namedFiles.Add(file);

    /// <summary>What the next kernel is told at the jump: where the device tree is, and the scratch array, which is copied into scratch.</summary>
    public KhoBootData HandOver()
    {
        if (Outgoing is null)
        {
            return default;
        }

        // The segment goes to the top of the highest area that is large enough, 64 KiB aligned.
        ulong length = (ulong)(_scratch.Length * ScratchRegion.Size);
        ulong target = 0;
        foreach (ScratchRegion area in _scratch)
        {
            if (area.Length >= 1 << 16 && area.Address + area.Length - (1 << 16) > target)
            {
                target = (area.Address + area.Length - (1 << 16)) & ~0xFFFFUL;
            }
        }

        Span<byte> entry = stackalloc byte[ScratchRegion.Size];
        for (int i = 0; i < _scratch.Length; i++)
        {
            _scratch[i].WriteTo(entry);
            Memory.Write(target + (ulong)(i * ScratchRegion.Size), entry);
        }

        return new KhoBootData(Memory.AddressOf(Outgoing.TreePage), (ulong)Memory.Geometry.PageSize, target, length);
    }

    /// <summary>Checks all accounts.</summary>
    /// <param name="mapped">The files that the agent has mapped.</param>
    /// <param name="probe">The probe, if it was ever used.</param>
    internal IReadOnlyList<string> Audit(IEnumerable<MemoryFile> mapped, KernelProbe? probe)
    {
        var audit = new MemoryAudit(this);
        Outgoing?.Account(audit);
        if (_metadataPage != 0)
        {
            audit.ClaimPreserved(_metadataPage, PageOwner.Metadata);
        }

        if (Luo is not null)
        {
            Luo.Account(audit);
            Luo.Incoming.Account(audit);
        }

        Alternative?.Account(audit);
        probe?.Account(audit);
        AccountIncoming(audit);
        for (int i = DescriptorTable.First; i < Descriptors.End; i++)
        {
            audit.Visit(Descriptors[i]?.Memory);
        }

        foreach (MemoryFile file in mapped)
        {
            audit.Visit(file);
        }

        foreach (MemoryFile file in _namedFiles)
        {
            audit.Visit(file.Links > 0 ? file : null);
        }

        return audit.Finish();
    }

    private void Release(Session session)
    {
        Luo!.Reboot.Begin(LuoCall.Release);
        if (session.IsIncoming)
        {
            Luo.Incoming.Close(session);
        }
        else
        {
            Luo.Outgoing.Close(session);
        }

        Luo.Reboot.End(LuoCall.Release);
    }

    private void EnterInRace(KernelLock name, object owner, bool alone)
    {
        if (Parts.Takes(name))
        {
            Race!.Enter(name, owner, alone);
        }
        else
        {
            Race!.Point();
        }
    }

    private void LeaveInRace(KernelLock name, object owner)
    {
        if (Parts.Takes(name))
        {
            Race!.Leave(name, owner);
        }
    }

    private void AccountIncoming(MemoryAudit audit)
    {
        if (Incoming is null)
        {
            return;
        }

        if (_incomingIsUnused || Luo is { Device.DeserializationError: not Errno.None })
        {
            // Nobody reads it in this kernel; it waits for the next kexec.
            audit.ClaimAllIncoming();
            return;
        }

        if (Memory.TryPage(Incoming.TreeAddress, out int tree))
        {
            audit.ClaimIncoming(tree);
        }

        if (_incomingMetadata != 0)
        {
            audit.ClaimIncoming(_incomingMetadata);
        }

        _incomingLuo.Account(audit);
    }

    /// <summary>Looks at what was handed over; the first thing that is wrong makes it a cold boot (KHO-FDT-06).</summary>
    private PageRange[]? ReadHandover(KhoBootData handover)
    {
        if (
            handover.FdtAddress == 0
            || !KhoIncoming.TryReadTree(Memory, handover.FdtAddress, out FlattenedDeviceTree tree)
            || !Parts.AcceptsTree(tree)
            || !tree.TryGetNumber(tree.Root, FormatNames.PreservedMemoryMap, out ulong root)
            || root == 0
            || !TryReadScratch(handover)
        )
        {
            _scratch = [];
            return null;
        }

        Incoming = Parts.CreateKhoIncoming(this, handover.FdtAddress);
        List<(int Page, int Order)> blocks = Pages.BlockScratchpad;
        blocks.Clear();
        bool walked = new IncomingTracker(Memory, blocks).Walk(root);
        var obstacles = new List<PageRange>(_scratch.Length + 8);
        foreach ((int page, int order) in blocks)
        {
            Incoming.Mark(page, order);
            int end = page + (1 << order);
            if (obstacles.Count > 0 && obstacles[^1].End == page)
            {
                obstacles[^1] = new PageRange(obstacles[^1].Start, end);
            }
            else
            {
                obstacles.Add(new PageRange(page, end));
            }
        }

        if (!walked)
        {
            Incoming = null;
        }

        AddScratch(obstacles);
        return [.. obstacles];
    }

    private bool TryReadScratch(KhoBootData handover)
    {
        int count = (int)Math.Min(handover.ScratchLength / ScratchRegion.Size, int.MaxValue);
        if (count > Memory.Geometry.PageSize || !Memory.Contains(handover.ScratchAddress, handover.ScratchLength))
        {
            return false;
        }

        _scratch = new ScratchRegion[count];
        Span<byte> entry = stackalloc byte[ScratchRegion.Size];
        for (int i = 0; i < count; i++)
        {
            _ = Memory.TryRead(handover.ScratchAddress + (ulong)(i * ScratchRegion.Size), entry);
            _scratch[i] = ScratchRegion.Read(entry);
            if (!Memory.Contains(_scratch[i].Address, _scratch[i].Length))
            {
                return false;
            }
        }

        _scratch = Parts.ScratchAfter(_scratch);
        return true;
    }

    private PageRange[] ReserveScratch(BootParameters parameters)
    {
        if (IsKhoOn)
        {
            ScratchParameter wanted =
                parameters.Scratch is not null && Parts.TryReadScratch(parameters.Scratch, out ScratchParameter given)
                    ? given
                    : ScratchParameter.Default;
            IsKhoOn = ScratchLayout.TryChoose(
                Memory.Geometry,
                _options.Nodes,
                wanted,
                _options.KernelSize,
                out _scratch
            );
        }

        if (!IsKhoOn)
        {
            _scratch = [];
        }

        var obstacles = new List<PageRange>(_scratch.Length);
        AddScratch(obstacles);
        return [.. obstacles];
    }

    private void AddScratch(List<PageRange> obstacles)
    {
        int shift = Memory.Geometry.PageShift;
        foreach (ScratchRegion area in _scratch)
        {
            if (area.Length != 0)
            {
                obstacles.Add(
                    new PageRange(
                        (int)(area.Address >> shift),
                        (int)Memory.Geometry.PagesFor(area.Address + area.Length)
                    )
                );
            }
        }

        for (int i = 1; i < obstacles.Count; i++)
        {
            if (obstacles[i] < obstacles[i - 1])
            {
                obstacles.Sort();
                break;
            }
        }
    }

    private void StartKho()
    {
        uint count = ReadMetadata();
        if (!IsKhoOn)
        {
            return;
        }

        Outgoing = Parts.CreateKhoOutgoing(this);
        if (!Outgoing.Start() || !WriteMetadata(Parts.KexecCountAfter(count)))
        {
            Outgoing = null;
            IsKhoOn = false;
        }
    }

    private bool WriteMetadata(uint count)
    {
        if (
            Outgoing!.AllocatePreserved(KexecMetadata.Size, PageOwner.Metadata, out int page) != Errno.None
            || Outgoing.AddSubtree(FormatNames.MetadataSubtree, page, KexecMetadata.Size) != Errno.None
        )
        {
            return false;
        }

        _metadataPage = page;
        Span<byte> release = stackalloc byte[KexecMetadata.ReleaseSize * 4];
        int length = Encoding.UTF8.GetBytes(_options.Release.AsSpan(0, Math.Min(_options.Release.Length, 64)), release);
        new KexecMetadata
        {
            Version = KexecMetadata.CurrentVersion,
            Release = release[..length],
            Count = count,
        }.WriteTo(Memory.Edit(page, 0, KexecMetadata.Size));
        return true;
    }

    /// <summary>How many kexecs led here, 0 when the metadata is missing or not understood (KHO-META-01).</summary>
    private uint ReadMetadata()
    {
        if (
            Incoming is null
            || Incoming.RetrieveSubtree(FormatNames.MetadataSubtree, out ulong address, out ulong size) != Errno.None
        )
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[KexecMetadata.Size];
        if (Incoming.CanRestore(address, out int page))
        {
            _incomingMetadata = page;
        }

        if (size < KexecMetadata.Size || !Memory.TryRead(address, bytes))
        {
            return 0;
        }

        KexecMetadata metadata = KexecMetadata.Read(bytes);
        return metadata.Version == KexecMetadata.CurrentVersion ? metadata.Count : 0;
    }

    private void StartLuo(bool wanted)
    {
        _incomingIsUnused = true;
        if (!IsKhoOn)
        {
            return;
        }

        if (Incoming is not null && IncomingLuo.TryRead(this, out _incomingLuo) != Errno.None)
        {
            // The panic is there to keep private data from being freed and seen (LUO-BOOT-01).
            throw new ImplementationFaultException(
                FaultKind.KernelFailed,
                "Kernel panic - not syncing: LUO: incoming tree failed to initialize properly"
            );
        }

        if (!wanted)
        {
            return;
        }

        _incomingIsUnused = false;
        Luo = new LiveUpdateOrchestrator(this, _incomingLuo);
        if (Luo.Start() != Errno.None)
        {
            Luo = null;
        }
    }
}
