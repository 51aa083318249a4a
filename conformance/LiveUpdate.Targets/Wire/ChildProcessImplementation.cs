using System.ComponentModel;
using System.Diagnostics;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>An implementation that is a program: it speaks the wire on its standard input and output.</summary>
/// <param name="command">The program.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="limits">Limits of time and memory; the usual ones when absent.</param>
public sealed class ChildProcessImplementation(
    string command,
    IReadOnlyList<string> arguments,
    WireLimits? limits = null
) : WireImplementation(limits)
{
    private protected override WirePeer Connect()
    {
        var start = new ProcessStartInfo(command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new ChildProcess(Process.Start(start)!, command, Limits);
        }
        catch (Win32Exception error)
        {
            throw new ImplementationFaultException(
                FaultKind.NotStarted,
                $"the program '{command}' could not be started: {error.Message}"
            );
        }
    }
}
