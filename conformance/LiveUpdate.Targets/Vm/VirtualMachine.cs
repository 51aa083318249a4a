using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A running QEMU with a guest that speaks the wire through a virtio-serial port. It ends with this object.</summary>
internal sealed class VirtualMachine : WirePeer
{
    private const int EndGrace = 1000;
    private const string FaultRemark = "# kernel-fault ";

    /// <summary>
    /// Runs QEMU and waits for the end of its own input, which comes when the harness ends, in whatever way: no QEMU is left
    /// behind. QEMU is in a session of its own where that can be had: what interrupts the harness must not look as if the kernel
    /// had ended by itself.
    /// </summary>
    private const string Keeper =
        "trap '' INT TERM HUP; own=$(command -v setsid); $own \"$@\" </dev/null 2>&1 & q=$!; exec >&- 2>&-; read end; kill -9 $q 2>&-";

    private static int _count;
    private readonly Process _process;
    private readonly LastWords _console;
    private readonly Thread _listener;
    private readonly Socket _socket;
    private readonly int _processId;
    private string? _finding;
    private bool _disposed;

    private VirtualMachine(Process process, Socket listener, string path, WireLimits limits)
    {
        _process = process;
        _console = new LastWords(limits.LastWords);
        _listener = new Thread(Listen) { IsBackground = true, Name = "console" };
        _listener.Start();
        _socket = Accept(listener, path, limits);
        _processId = ProcessClock.PeerOf(_socket);
        Channel = new DescriptorChannel(_socket.SafeHandle, _socket.SafeHandle, _socket);
    }

    public override DescriptorChannel Channel { get; }

    public override string Title => "the kernel";

    public override string LastWords => _finding is null ? _console.ToString() : $"{_console}\n{_finding}";

    /// <summary>The console's last line that tells of a fault, or <see langword="null"/>.</summary>
    public string? ConsoleFault => KernelLog.FindHeadline(_console.ToString());

    /// <summary>The processor time that QEMU has used so far; zero when that cannot be told.</summary>
    public TimeSpan ProcessorTime => ProcessClock.Read(_processId);

    /// <summary>Starts QEMU; the guest's greeting is still to come.</summary>
    /// <exception cref="ImplementationFaultException">QEMU could not be started.</exception>
    public static VirtualMachine Start(VmOptions options, GuestRoot root, string parameters, JumpWatch? watch = null)
    {
        int number = Interlocked.Increment(ref _count);
        string path = Path.Combine(
            Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"luoconf-{Environment.ProcessId}-{number}.sock")
        );
        File.Delete(path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        bool isEmulated = options.Accelerator == "tcg";
        string clock = isEmulated ? EmulatedClock.Parameters : string.Empty;
        string line =
            $"console=ttyS0 panic=-1 loglevel=5 nokaslr no_timer_check {clock} {root.Words} {options.CommandLine} {parameters}";
        string[] arguments =
        [
            "-c",
            Keeper,
            "sh",
            options.Qemu,
            "-M",
            $"q35{(watch is null ? string.Empty : JumpWatch.MachineOption)}",
            "-accel",
            options.Accelerator,
            "-cpu",
            isEmulated ? "max,-erms" : "max",
            "-smp",
            "1",
            "-m",
            string.Create(CultureInfo.InvariantCulture, $"{options.Memory}M"),
            "-nodefaults",
            "-no-user-config",
            "-no-reboot",
            "-display",
            "none",
            "-chardev",
            "file,id=console,path=/dev/stdout",
            "-serial",
            "chardev:console",
            "-chardev",
            $"socket,id=wire,path={path}",
            "-device",
            "virtio-serial-pci",
            "-device",
            "virtserialport,chardev=wire,name=luoconf",
            "-kernel",
            options.Kernel,
            "-initrd",
            root.Initrd,
            "-append",
            line,
            .. root.Arguments,
            .. watch?.Arguments ?? [],
        ];
        try
        {
            return new VirtualMachine(Launch(arguments), listener, path, options.Limits);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public override string? FindFinding(ReadOnlySpan<byte> remark)
    {
        string line = Encoding.ASCII.GetString(remark);
        if (!line.StartsWith(FaultRemark, StringComparison.Ordinal))
        {
            return null;
        }

        _finding = PercentEncoding.TryDecode(line.AsSpan(FaultRemark.Length), out ByteString? text, out _)
            ? Encoding.UTF8.GetString(text!.Span)
            : line;
        return KernelLog.FindHeadline(_finding) ?? _finding.Split('\n')[0];
    }

    public override ImplementationFaultException DescribeEnd(string partialLine)
    {
        // The socket closes before the last of the console has come through.
        _listener.Join(EndGrace / 2);
        string console = _console.ToString().TrimEnd();
        string why = ConsoleFault ?? (console.Length == 0 ? "it ended without a word" : console.Split('\n')[^1]);
        return new ImplementationFaultException(FaultKind.KernelFailed, $"{Title} is gone: {why}", LastWords);
    }

    public override void AwaitEnd(TimeSpan limit) => _listener.Join(limit);

    public override void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Channel?.Dispose();
        End(_process);
        _listener.Join(EndGrace);
        _process.Dispose();
    }

    private static Process Launch(string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new ImplementationFaultException(FaultKind.NotStarted, $"there is no /bin/sh: {error.Message}");
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.StandardInput.Close();
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            // It has ended already.
        }

        process.WaitForExit(EndGrace);
    }

    private Socket Accept(Socket listener, string path, WireLimits limits)
    {
        long deadline = Environment.TickCount64 + (long)limits.Start.TotalMilliseconds;
        while (!listener.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead))
        {
            // QEMU holds the console open as long as it lives.
            if (!_listener.IsAlive || Environment.TickCount64 > deadline)
            {
                End(_process);
                throw new ImplementationFaultException(
                    FaultKind.NotStarted,
                    $"QEMU did not start: {FirstLine(_console.ToString())}",
                    _console.ToString()
                );
            }
        }

        File.Delete(path);
        return listener.Accept();
    }

    private static string FirstLine(string text) =>
        text.Length == 0 ? "it said nothing; is it installed?" : text.Split('\n')[0];

    private void Listen()
    {
        var buffer = new byte[4096];
        try
        {
            Stream stream = _process.StandardOutput.BaseStream;
            for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
            {
                _console.Append(buffer.AsSpan(0, count));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The machine was ended from here; its words so far are kept.
        }
    }
}
