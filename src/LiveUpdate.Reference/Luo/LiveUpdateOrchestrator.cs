using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>LUO: the device, the sessions of both directions, the handlers, and LUO's record in the image (luo-model 1 and 2).</summary>
public sealed class LiveUpdateOrchestrator
{
    private readonly Kernel _kernel;
    private FileSet? _preserving;

    /// <summary>Brings LUO up: record and FLB page are made and handed over from now on (luo-model 2.2).</summary>
    /// <param name="kernel">The kernel; its KHO is there.</param>
    /// <param name="incoming">What the kernel before handed over.</param>
    public LiveUpdateOrchestrator(Kernel kernel, IncomingLuo incoming)
    {
        _kernel = kernel;
        Parts parts = kernel.Parts;
        Number = parts.NumberAfter(incoming.Number);
        Handlers = parts.CreateHandlers(kernel);
        Flbs = parts.CreateFlbs(kernel, incoming.FlbPage);
        Owned = parts.CreateOwnedFiles(kernel);
        Outgoing = parts.CreateOutgoingSessions(kernel);
        Incoming = parts.CreateIncomingSessions(kernel, incoming.Sessions);
        Device = parts.CreateDevice(kernel);
        Reboot = parts.CreateReboot(kernel);
    }

    /// <summary>Which live update the next kexec is: 1 in a kernel that was booted cold (LUO-BOOT-02).</summary>
    public ulong Number { get; }

    /// <summary>The page of LUO's record.</summary>
    public int RecordPage { get; private set; }

    /// <summary>The FLB page.</summary>
    public int FlbPage { get; private set; }

    /// <summary>The device.</summary>
    public LuoDevice Device { get; }

    /// <summary>The sessions for the next kernel.</summary>
    public OutgoingSessions Outgoing { get; }

    /// <summary>The sessions from the kernel before.</summary>
    public IncomingSessions Incoming { get; }

    /// <summary>The file handlers.</summary>
    public HandlerRegistry Handlers { get; }

    /// <summary>The FLBs.</summary>
    public LifecycleBoundRegistry Flbs { get; }

    /// <summary>The files that cannot be preserved now, because they are already.</summary>
    public OwnedFiles Owned { get; }

    /// <summary>What happens at reboot.</summary>
    public LuoReboot Reboot { get; }

    /// <summary>The session that a file is being preserved in, while that goes on; a handler may ask about it (D3.9).</summary>
    internal FileSet? Preserving
    {
        get => _kernel.Race is { } race ? race.Running.Preserving : _preserving;
        set
        {
            if (_kernel.Race is { } race)
            {
                race.Running.Preserving = value;
            }
            else
            {
                _preserving = value;
            }
        }
    }

    /// <summary>Whether a file is preserved in the session that another is being preserved in (D3.9).</summary>
    /// <param name="file">The file, through whichever open file of a memfd.</param>
    public bool IsPreservedBeside(OpenFile file) => Preserving is not null && Preserving.Holds(file);

    /// <summary>Allocates and hands over the record and the FLB page, and registers the handlers.</summary>
    /// <returns>Success; on failure LUO is off.</returns>
    internal Errno Start()
    {
        KhoOutgoing kho = _kernel.Outgoing!;
        Errno error = kho.AllocatePreserved(LuoHeader.Size, PageOwner.LuoRecord, out int record);
        if (error != Errno.None)
        {
            return error;
        }

        RecordPage = record;
        error = kho.AllocatePreserved((ulong)_kernel.Memory.Geometry.PageSize, PageOwner.LifecycleBound, out int flbs);
        if (error != Errno.None)
        {
            return error;
        }

        FlbPage = flbs;
        new FlbHeader(1, 0).WriteTo(_kernel.Memory.Edit(flbs, 0, FlbHeader.Size));
        new LuoHeader
        {
            Compatible = FormatNames.Luo,
            Number = Number,
            FlbsAddress = _kernel.Memory.AddressOf(flbs),
        }.WriteTo(_kernel.Memory.Edit(record, 0, LuoHeader.Size));
        error = kho.AddSubtree(FormatNames.LuoSubtree, record, LuoHeader.Size);
        return error == Errno.None ? RegisterHandlers() : error;
    }

    private Errno RegisterHandlers()
    {
        foreach (FileHandler handler in _kernel.Parts.CreateFileHandlers(_kernel))
        {
            Errno error = Handlers.Register(handler);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>Says to an audit what is in use here.</summary>
    /// <param name="audit">The audit.</param>
    internal void Account(MemoryAudit audit)
    {
        audit.ClaimPreserved(RecordPage, PageOwner.LuoRecord);
        audit.ClaimPreserved(FlbPage, PageOwner.LifecycleBound);
        Outgoing.Account(audit);
    }
}
