using System.Runtime.InteropServices;

namespace LiveUpdate.Targets;

/// <summary>The few Linux calls for descriptors that must neither block nor be waited for without a time limit.</summary>
internal static partial class Native
{
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EPIPE = 32;
    public const int ECONNRESET = 104;
    public const int NonBlocking = 0x800;
    private const int GetFlags = 3;
    private const int SetFlags = 4;

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeHandle descriptor, byte* target, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeHandle descriptor, byte* source, nuint length);

    [LibraryImport("libc", EntryPoint = "sched_yield")]
    public static partial int Yield();

    /// <summary>Makes reads and writes of a descriptor return at once.</summary>
    public static void MakeNonBlocking(SafeHandle descriptor)
    {
        int flags = Control(descriptor, GetFlags, 0);
        if (flags < 0 || Control(descriptor, SetFlags, flags | NonBlocking) < 0)
        {
            throw new IOException($"fcntl failed with error {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle descriptor, int command, int argument);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
