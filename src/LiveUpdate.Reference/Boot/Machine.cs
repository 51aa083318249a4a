using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>A machine that runs one kernel after the other, and the agent on it.</summary>
public sealed class Machine : IRacingMachine, IImageObservable, IHandoverView, IMemoryAccounts
{
    private readonly Parts _parts;
    private readonly ReferenceOptions _options;
    private readonly Agent _agent;
    private MachineFrame? _frame;
    private Kernel? _kernel;
    private Load? _loaded;
    private string? _panic;
    private KernelProbe? _probe;

    internal Machine(Parts parts, ReferenceOptions options)
    {
        _parts = parts;
        _options = options;
        _frame = MachineFrame.Rent(options.Geometry, options.MemorySize);
        _agent = _frame.Agent;
        Boot(options.FirstBoot, default);
    }

    internal Machine(Parts parts, ReferenceOptions options, IPhysicalImage image)
    {
        _parts = parts;
        _options = options;
        _frame = MachineFrame.Rent(options.Geometry, options.MemorySize);
        _agent = _frame.Agent;
        CopyPages(image);
        Boot(
            options.FirstBoot,
            new KhoBootData(image.FdtAddress, (ulong)image.PageSize, image.ScratchAddress, image.ScratchLength)
        );
    }

    /// <inheritdoc/>
    public Action<IPhysicalImage>? AtJump { get; set; }

    /// <summary>The kernel that runs now.</summary>
    /// <exception cref="ObjectDisposedException">The machine is gone.</exception>
    public Kernel Kernel
    {
        get
        {
            ObjectDisposedException.ThrowIf(_frame is null, this);
            return _kernel ?? throw new ImplementationFaultException(FaultKind.KernelFailed, _panic!);
        }
    }

    /// <inheritdoc/>
    public Outcome Execute(Operation operation)
    {
        Kernel kernel = Kernel;
        Outcome outcome = Dispatch(kernel, operation);
        if (kernel.Scripts is { Trace.IsEmpty: false } scripts)
        {
            outcome = outcome.With(new FieldValue(Field.Trace, scripts.Trace.Take()));
        }

        return kernel.Faults.Hit is null ? outcome : Marked(outcome, kernel.Faults);
    }

    /// <summary>Says in the answer that an injected fault hit, and what it hit.</summary>
    private static Outcome Marked(Outcome outcome, FaultInjection faults) =>
        outcome.With(new FieldValue(Field.Injected, ByteString.Of(faults.TakeHit()!)));

    private Outcome Dispatch(Kernel kernel, Operation operation)
    {
        return operation.Verb switch
        {
            Verb.Load => LoadImage(kernel, (Load)operation),
            Verb.Unload => Unload(),
            Verb.Reboot => Reboot(kernel),
            Verb.Kexec => Kexec(kernel, (Kexec)operation),
            Verb.ColdBoot => ColdBoot((ColdBoot)operation),
            >= Verb.KhoFolio and <= Verb.KhoWalk => Probe(operation, kernel),
            _ => _agent.Execute(operation),
        };
    }

    /// <inheritdoc/>
    public IPhysicalImage View() => new PhysicalImage(_frame!.Memory, Kernel.HandOver());

    /// <inheritdoc/>
    public void Race(IReadOnlyList<RacingOperation> race, RaceSchedule schedule, RaceHistory history)
    {
        if (race.Count == 0)
        {
            return;
        }

        Kernel kernel = Kernel;
        var scheduler = new RaceScheduler(race, schedule, history);
        kernel.Race = scheduler;
        scheduler.Run(index => Execute(race[index].Operation));
        kernel.Race = null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Audit() => Kernel.Audit(_agent.MappedFiles, _probe);

    /// <inheritdoc/>
    public void Dispose()
    {
        _agent.Probe = null;
        _frame?.Return();
        _frame = null;
        _kernel = null;
    }

    /// <summary>Asks the probe, which is there from the first question on.</summary>
    private Outcome Probe(Operation operation, Kernel kernel)
    {
        if (_probe is null)
        {
            _probe = new KernelProbe();
            _probe.Start(kernel);
            _agent.Probe = _probe;
        }

        if (!operation.Result.IsNone && (_agent.IsBound(operation.Result) || _probe.IsBound(operation.Result)))
        {
            return Outcome.Refused(Errno.EALREADY);
        }

        return _probe.Execute(operation);
    }

    private Outcome LoadImage(Kernel kernel, Load load)
    {
        if (kernel.Faults.Fails("image"))
        {
            return Outcome.Refused(Errno.ENOMEM);
        }

        // A crash image has a place of its own, and is never run here (KHO-CRASH-01).
        if (load.Kind != ImageKind.Crash)
        {
            _loaded = load;
        }

        return Outcome.Ok;
    }

    private Outcome Unload()
    {
        _loaded = null;
        return Outcome.Ok;
    }

    private Outcome Kexec(Kernel kernel, Kexec kexec)
    {
        if (_loaded is null && kernel.Faults.Fails("image"))
        {
            return Outcome.Refused(Errno.ENOMEM);
        }

        _loaded ??= new Load(ImageKind.File, kexec.Parameters);
        return Reboot(kernel);
    }

    private Outcome Reboot(Kernel kernel)
    {
        if (!_parts.BeginsKexec(kernel))
        {
            return Outcome.Refused(Guards.Refusal(Errno.EBUSY, "LUO-REBOOT-08"));
        }

        Outcome outcome = RebootAlone(kernel);
        if (ReferenceEquals(kernel, _kernel))
        {
            kernel.Leave(KernelLock.Kexec, kernel);
        }

        return outcome;
    }

    private Outcome RebootAlone(Kernel kernel)
    {
        if (_loaded is null)
        {
            return Outcome.Refused(Guards.Refusal(Errno.EINVAL, "LUO-REBOOT-01"));
        }

        Load image = _loaded;
        if (kernel.Luo is not null && _parts.CallsLuoAtReboot(image.Kind))
        {
            Errno error = kernel.Luo.Reboot.SerializeAlone();
            if (error != Errno.None)
            {
                return Outcome.Refused(error);
            }
        }

        if (image.Kind == ImageKind.Preserve)
        {
            return Outcome.Ok;
        }

        KhoBootData handover =
            _parts.CarriesHandover(image.Kind) && kernel.Alternative?.HandsOver != false ? kernel.HandOver() : default;
        AtJump?.Invoke(new PhysicalImage(_frame!.Memory, handover));
        Boot(image.Parameters, handover);
        return Outcome.Ok;
    }

    private Outcome ColdBoot(ColdBoot boot)
    {
        _frame!.Memory.Reset();
        Boot(boot.Parameters, default);
        return Outcome.Ok;
    }

    /// <summary>Runs the next kernel. Of the one before only memory and the boot data are left.</summary>
    private void Boot(BootParameters parameters, KhoBootData handover)
    {
        _kernel?.Race?.Abandon();
        _kernel = null;
        _loaded = null;
        _probe?.Leave();
        _frame!.Pages.Reset();
        try
        {
            _kernel = new Kernel(_parts, _options, _frame.Memory, _frame.Pages, parameters, handover);
        }
        catch (ImplementationFaultException panic)
        {
            _panic = panic.Message;
            throw;
        }

        _agent.Start(_kernel);
        _probe?.Start(_kernel);
    }

    private void CopyPages(IPhysicalImage image)
    {
        if (image is ISparseImage sparse)
        {
            foreach (ulong address in sparse.PageAddresses)
            {
                CopyPage(image, address);
            }

            return;
        }

        for (int page = 0; page < _frame!.Memory.PageCount; page++)
        {
            CopyPage(image, _frame.Memory.AddressOf(page));
        }
    }

    private void CopyPage(IPhysicalImage image, ulong address)
    {
        PhysicalMemory memory = _frame!.Memory;
        if (
            address < memory.Size
            && image.TryGetPage(address, out ReadOnlySpan<byte> bytes)
            && bytes.IndexOfAnyExcept((byte)0) >= 0
        )
        {
            bytes.CopyTo(memory.Edit((int)(address >> memory.Geometry.PageShift), 0, memory.Geometry.PageSize));
        }
    }
}
