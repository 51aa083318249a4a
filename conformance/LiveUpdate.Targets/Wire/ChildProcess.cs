using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A child process at the other end of a wire. It and its own children end with this object.</summary>
internal sealed class ChildProcess : WirePeer
{
    /// <summary>How long a process that closed its output may take to end before it counts as running on, in milliseconds.</summary>
    private const int EndGrace = 500;

    private readonly Process _process;
    private readonly string _command;
    private readonly WireLimits _limits;
    private readonly LastWords _words;
    private readonly Thread _listener;
    private bool _disposed;

    public ChildProcess(Process process, string command, WireLimits limits)
    {
        _process = process;
        _command = command;
        _limits = limits;
        _words = new LastWords(limits.LastWords);
        Channel = new DescriptorChannel(
            HandleOf(process.StandardOutput.BaseStream),
            HandleOf(process.StandardInput.BaseStream),
            process.StandardOutput.BaseStream,
            process.StandardInput.BaseStream
        );
        _listener = new Thread(Listen) { IsBackground = true, Name = "child's diagnostics" };
        _listener.Start();
    }

    public override DescriptorChannel Channel { get; }

    public override string Title => $"the child process '{Path.GetFileName(_command)}'";

    public override string LastWords => _words.ToString();

    public override string? FindSickness()
    {
        long resident = ResidentBytes(_process.Id);
        return resident > _limits.Memory
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"grew to {resident >> 20} MiB; {_limits.Memory >> 20} MiB are allowed"
            )
            : null;
    }

    public override ImplementationFaultException DescribeEnd(string partialLine)
    {
        bool ended = _process.WaitForExit(EndGrace);
        if (ended)
        {
            _listener.Join(EndGrace);
        }

        string how = ended ? $"ended, {HowItEnded()}" : "closed a stream and runs on";
        return partialLine.Length > 0
                ? new(FaultKind.BrokeProtocol, $"{Title} {how}, in the middle of the line '{partialLine}'", LastWords)
            : ended ? new(FaultKind.Crashed, $"{Title} {how}", LastWords)
            : new(FaultKind.BrokeProtocol, $"{Title} {how}", LastWords);
    }

    public override void AwaitEnd(TimeSpan limit) => _process.WaitForExit(limit);

    public override void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Channel.Dispose();
        try
        {
            // A peer that reads the end of its input may end by itself; there is nothing to gain from waiting for it.
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        _process.WaitForExit(EndGrace);
        _listener.Join(EndGrace);
        _process.Dispose();
    }

    private static SafeHandle HandleOf(Stream stream) =>
        stream switch
        {
            PipeStream pipe => pipe.SafePipeHandle,
            FileStream file => file.SafeFileHandle,
            _ => throw new NotSupportedException($"a child's stream is a {stream.GetType()}"),
        };

    private static long ResidentBytes(int process)
    {
        try
        {
            string[] pages = File.ReadAllText($"/proc/{process}/statm").Split(' ');
            return long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private string HowItEnded() =>
        _process.ExitCode > 128
            ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {_process.ExitCode - 128}")
            : string.Create(CultureInfo.InvariantCulture, $"exit code {_process.ExitCode}");

    private void Listen()
    {
        var buffer = new byte[4096];
        try
        {
            Stream stream = _process.StandardError.BaseStream;
            for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
            {
                _words.Append(buffer.AsSpan(0, count));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was ended from here; its words so far are kept.
        }
    }
}
