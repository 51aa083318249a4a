using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What the contract knows about a machine between two operations.</summary>
/// <remarks>
/// Immutable from outside: a step makes a new state and leaves this one as it was; what did not change is shared between
/// them. Identities (<see cref="Identified.Id"/> and so on) hold along one history of states.
/// </remarks>
public sealed partial class ModelState
{
    private Binding[] _bindings;
    private OpenFile[] _openFiles;
    private MemoryFile[] _memoryFiles;
    private ModelSession[] _outgoing;
    private int _bindingCount;
    private int _openFileCount;
    private int _memoryFileCount;
    private int _outgoingCount;
    private ModelSession[] _incoming;
    private LostSession[] _lost;
    private BootFacts _boot;

    // No initializers of fields: they would run for every copy too.
    internal ModelState()
    {
        _bindings = [];
        _openFiles = [];
        _memoryFiles = [];
        _outgoing = [];
        _incoming = [];
        _lost = [];
        _nextId = 1;
        _boot = new BootFacts();
        _ownsBoot = true;
    }

    private ModelState(ModelState other)
    {
        _bindings = other._bindings;
        _openFiles = other._openFiles;
        _memoryFiles = other._memoryFiles;
        _outgoing = other._outgoing;
        _bindingCount = other._bindingCount;
        _openFileCount = other._openFileCount;
        _memoryFileCount = other._memoryFileCount;
        _outgoingCount = other._outgoingCount;
        _incoming = other._incoming;
        _lost = other._lost;
        _nextId = other._nextId;
        _boot = other._boot;
        if (other._ownsBoot)
        {
            // From now on both have it.
            other._ownsBoot = false;
        }

        IsDeviceBusy = other.IsDeviceBusy;
        FreeDescriptors = other.FreeDescriptors;
        Premises = other.Premises;
        Kernel = other.Kernel?.Clone();
    }

    /// <summary>What every bound handle stands for, in the order of binding.</summary>
    public ReadOnlySpan<Binding> Bindings => _bindings.AsSpan(0, _bindingCount);

    /// <summary>All open files, in the order of their making.</summary>
    public ReadOnlySpan<OpenFile> OpenFiles => _openFiles.AsSpan(0, _openFileCount);

    /// <summary>All memory files that are still in use, in the order of their making.</summary>
    public ReadOnlySpan<MemoryFile> MemoryFiles => _memoryFiles.AsSpan(0, _memoryFileCount);

    /// <summary>The outgoing sessions in the order of their making.</summary>
    public ReadOnlySpan<ModelSession> OutgoingSessions => _outgoing.AsSpan(0, _outgoingCount);

    /// <summary>The incoming sessions that are left, in the order of the image.</summary>
    public ReadOnlySpan<ModelSession> IncomingSessions => _incoming;

    /// <summary>Sessions that once existed and must not be found any more, oldest first; bounded, so not all of them.</summary>
    public ReadOnlySpan<LostSession> LostSessions => _lost;

    /// <summary>In what the running kernel differs from Linux 7.3.</summary>
    public Differences Differences
    {
        get => _boot.Differences;
        internal set => OwnBoot().Differences = value;
    }

    /// <summary>What a recorded alternative keeps beyond Linux; <see langword="null"/> for Linux.</summary>
    public AlternativeState? Alternative
    {
        get => _boot.Alternative;
        internal set => OwnBoot().Alternative = value;
    }

    /// <summary>How many kernels this machine has run before the present one.</summary>
    public int BootNumber
    {
        get => _boot.BootNumber;
        internal set => OwnBoot().BootNumber = value;
    }

    /// <summary>Whether KHO is on in the running kernel.</summary>
    public bool IsKhoEnabled
    {
        get => _boot.IsKhoEnabled;
        internal set => OwnBoot().IsKhoEnabled = value;
    }

    /// <summary>Whether the sizes of the scratch areas were chosen, here or in a kernel before, so that images may not fit.</summary>
    public bool IsScratchChosen
    {
        get => _boot.IsScratchChosen;
        internal set => OwnBoot().IsScratchChosen = value;
    }

    /// <summary>The sizes of the scratch areas, where three of them were given, here or in a kernel before; <see langword="null"/> where the kernel chose.</summary>
    public ScratchSizes? ScratchSizes
    {
        get => _boot.ScratchSizes;
        internal set => OwnBoot().ScratchSizes = value;
    }

    /// <summary>Whether LUO is on in the running kernel; without it there is no device.</summary>
    public bool IsLuoEnabled
    {
        get => _boot.IsLuoEnabled;
        internal set => OwnBoot().IsLuoEnabled = value;
    }

    /// <summary>Whether an open file of the device exists.</summary>
    public bool IsDeviceBusy { get; internal set; }

    /// <summary>Whether the first open of this boot has happened, which brings the incoming sessions in.</summary>
    public bool IsDeserialized
    {
        get => _boot.IsDeserialized;
        internal set => OwnBoot().IsDeserialized = value;
    }

    /// <summary>Whether that open could not read the incoming sessions, so that no other one can (LUO-DEV-04).</summary>
    public bool IsDeserializationFailed
    {
        get => _boot.IsDeserializationFailed;
        internal set => OwnBoot().IsDeserializationFailed = value;
    }

    /// <summary>The image that reboot would run, or <see langword="null"/> when none is loaded.</summary>
    public ImageKind? LoadedImage
    {
        get => _boot.LoadedImage;
        internal set => OwnBoot().LoadedImage = value;
    }

    /// <summary>The parameters of the loaded image.</summary>
    public BootParameters ImageParameters
    {
        get => _boot.ImageParameters;
        internal set => OwnBoot().ImageParameters = value;
    }

    /// <summary>When the image was loaded: sessions and files of an equal or higher identity or sequence came later.</summary>
    public int LoadedSince
    {
        get => _boot.LoadedSince;
        internal set => OwnBoot().LoadedSince = value;
    }

    /// <summary>How many more descriptors can be opened, or <see langword="null"/> when there is no limit.</summary>
    public int? FreeDescriptors { get; internal set; }

    /// <summary>How many sessions the image held that this kernel came from.</summary>
    public int SessionsAtKexec
    {
        get => _boot.SessionsAtKexec;
        internal set => OwnBoot().SessionsAtKexec = value;
    }

    /// <summary>The inside of the kernel, or <see langword="null"/> while no program has looked there.</summary>
    public KernelState? Kernel { get; internal set; }

    /// <summary>What has happened in this kernel.</summary>
    public StatePremises Premises { get; internal set; }

    /// <summary>The faults that were injected into this kernel, or <see langword="null"/> when there were none.</summary>
    public InjectedFaults? Faults
    {
        get => _boot.Faults;
        internal set => OwnBoot().Faults = value;
    }

    /// <summary>What the probe in the kernel holds, or <see langword="null"/> when it was never asked for anything.</summary>
    public KernelMemory? KernelMemory
    {
        get => _boot.KernelMemory;
        internal set => OwnBoot().KernelMemory = value;
    }

    /// <summary>Whether the running kernel was handed anything by the one before (the kernel's is_kho_boot).</summary>
    public bool CameByKho
    {
        get => _boot.CameByKho;
        internal set => OwnBoot().CameByKho = value;
    }
}
