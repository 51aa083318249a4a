using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

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
    private const uint CloseOnExec = 1;

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeHandle descriptor, byte* target, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeHandle descriptor, byte* source, nuint length);

    [LibraryImport("libc", EntryPoint = "sched_yield")]
    public static partial int Yield();

    /// <summary>Makes a file that lives in memory only, and only as long as somebody has it open.</summary>
    public static SafeFileHandle CreateMemoryFile(string name)
    {
        int descriptor = MemfdCreate(name, CloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"memfd_create failed with error {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Makes reads and writes of a descriptor return at once.</summary>
    public static void MakeNonBlocking(SafeHandle descriptor)
    {
        int flags = Control(descriptor, GetFlags, 0);
        if (flags < 0 || Control(descriptor, SetFlags, flags | NonBlocking) < 0)
        {
            throw new IOException($"fcntl failed with error {Marshal.GetLastPInvokeError()}");
        }
    }

    [LibraryImport(
        "libc",
        EntryPoint = "memfd_create",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int MemfdCreate(string name, uint flags);

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
