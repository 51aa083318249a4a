using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A machine from its cold boot to its end, across any number of kexecs.</summary>
internal sealed class VmBoot : IDisposable
{
    private readonly VirtualMachine _machine;
    private readonly WireConnection _connection;
    private readonly TimeSpan _patience;

    /// <summary>Boots a kernel and waits for its guest.</summary>
    /// <exception cref="ImplementationFaultException">It did not come up.</exception>
    public VmBoot(VmOptions options, string initrd, string parameters)
    {
        _patience = options.Limits.Operation;
        _machine = VirtualMachine.Start(options, initrd, parameters);
        _connection = new WireConnection(_machine, options.Limits);
        try
        {
            Greeting = _connection.ReadGreeting();
        }
        catch (ImplementationFaultException fault)
            when (fault.Kind == FaultKind.KernelFailed && _machine.ConsoleFault is null)
        {
            // QEMU itself gave up, for no fault of the kernel.
            throw new ImplementationFaultException(FaultKind.NotStarted, fault.Message, fault.LastWords);
        }
    }

    /// <summary>What the guest said of itself and its kernel.</summary>
    public WireGreeting Greeting { get; }

    /// <summary>Does operations and looks at the console behind every kernel that ended.</summary>
    public void Execute(ReadOnlySpan<Operation> operations, Span<Outcome> outcomes, out int answered)
    {
        answered = 0;
        while (answered < operations.Length)
        {
            int start = answered;
            int end = start;
            while (end < operations.Length && !IsBoot(operations[end++])) { }

            int done = 0;
            try
            {
                _connection.Exchange(operations[start..end], outcomes[start..], out done);
            }
            catch (ImplementationFaultException hang) when (hang.Kind == FaultKind.Hung)
            {
                throw new ImplementationFaultException(FaultKind.KernelFailed, hang.Message, hang.LastWords);
            }
            finally
            {
                answered = start + done;
            }

            if (IsBoot(operations[end - 1]) && _machine.ConsoleFault is { } fault)
            {
                answered--;
                throw _connection.Fault(FaultKind.KernelFailed, $"the kernel reported: {fault}");
            }
        }
    }

    /// <summary>One of the words that only our guest knows.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The answer's text.</returns>
    public string Ask(string line) => _connection.Ask(line, _patience);

    /// <summary>Asks what memory the kernel has to give out.</summary>
    public KernelMemory ReadMemory()
    {
        string[] words = Ask("luoconf.memory").Split(' ');
        return
            words is ["ok", { } free, { } kernel]
            && long.TryParse(
                free.AsSpan(free.IndexOf('=', StringComparison.Ordinal) + 1),
                CultureInfo.InvariantCulture,
                out long kibibytes
            )
            && int.TryParse(
                kernel.AsSpan(kernel.IndexOf('=', StringComparison.Ordinal) + 1),
                CultureInfo.InvariantCulture,
                out int image
            )
            ? new KernelMemory(image, kibibytes)
            : throw new ImplementationFaultException(FaultKind.BrokeProtocol, "the guest does not tell its memory");
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static bool IsBoot(Operation operation) => operation.Verb is Verb.Kexec or Verb.Reboot;
}
