using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace LiveUpdate.Targets;

/// <summary>Reads the processor time of another process, which says more than a clock when a machine is shared.</summary>
internal static class ProcessClock
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>The kernel counts in hundredths of a second towards user space, on every machine (<c>USER_HZ</c>).</summary>
    private const long TicksPerSecond = 100;

    /// <summary>The process at the other end of a unix socket.</summary>
    public static int PeerOf(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return BinaryPrimitives.ReadInt32LittleEndian(credentials);
    }

    /// <summary>What a process has used so far, in user and kernel mode; zero when it has ended.</summary>
    public static TimeSpan Read(int processId)
    {
        const int userTime = 11;
        try
        {
            string text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
            // The name, in brackets, may hold blanks.
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long ticks =
                long.Parse(fields[userTime], CultureInfo.InvariantCulture)
                + long.Parse(fields[userTime + 1], CultureInfo.InvariantCulture);
            return TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return TimeSpan.Zero;
        }
    }
}
