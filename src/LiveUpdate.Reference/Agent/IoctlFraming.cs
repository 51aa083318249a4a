using System.Buffers.Binary;
using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>What an ioctl goes through before and after its command (luo-uapi 2).</summary>
/// <remarks>Overrides may check in another order or not at all; an argument that is copied in is as long as its command's structure.</remarks>
public class IoctlFraming
{
    /// <summary>CREATE_SESSION.</summary>
    public const uint CreateSession = 0xBA00;

    /// <summary>RETRIEVE_SESSION.</summary>
    public const uint RetrieveSession = 0xBA01;

    /// <summary>PRESERVE_FD.</summary>
    public const uint PreserveFd = 0xBA40;

    /// <summary>RETRIEVE_FD.</summary>
    public const uint RetrieveFd = 0xBA41;

    /// <summary>FINISH.</summary>
    public const uint Finish = 0xBA42;

    /// <summary>GET_NAME.</summary>
    public const uint GetName = 0xBA43;

    /// <summary>Where the descriptor, or the reserved field, is in every argument.</summary>
    public const int SecondField = 4;

    /// <summary>Where the name or the token is.</summary>
    public const int ThirdField = 8;

    private const int LongestArgument = 72;

    /// <summary>The framing of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public IoctlFraming(Kernel kernel) => Kernel = kernel;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>The size of a command's structure in bytes, which is its least size too.</summary>
    /// <param name="command">The command.</param>
    public static int SizeOf(uint command) =>
        command switch
        {
            PreserveFd or RetrieveFd => 16,
            Finish => 8,
            _ => LongestArgument,
        };

    /// <summary>A raw ioctl on the device or on a session.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="command">All 32 bits of the command.</param>
    /// <param name="buffer">The argument.</param>
    /// <param name="number">The descriptor that the command made, or -1.</param>
    public Errno Call(OpenFile file, uint command, UserBuffer buffer, out int number)
    {
        number = -1;
        Errno error = CheckFrame(file, command, buffer, out uint expected, out uint size);
        if (error != Errno.None)
        {
            return error;
        }

        Span<byte> argument = stackalloc byte[LongestArgument];
        argument = argument[..SizeOf(expected)];
        error = CopyIn(buffer, size, argument);
        if (error != Errno.None)
        {
            return error;
        }

        error = Dispatch(file.Session, expected, argument, buffer.IsWritable, out number);
        if (error == Errno.None)
        {
            buffer.CopyOut(argument[..(int)Math.Min(size, (uint)argument.Length)]);
        }
        else
        {
            AfterFailure(buffer, argument);
        }

        return error;
    }

    /// <summary>What a command on this kind of open file gives when the file is neither the device nor a session, or the wrong one.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="command">A known command.</param>
    public Errno CheckTarget(OpenFile file, uint command)
    {
        bool forSession = (command & 0xFF) >= 0x40;
        return file.Kind switch
        {
            OpenFileKind.Device => forSession ? Refusal(Errno.EINVAL, "LUO-IOC-01") : Errno.None,
            OpenFileKind.Session when !forSession => Refusal(Errno.EINVAL, "LUO-IOC-02"),
            OpenFileKind.Session => AllowsKind(file.Session!, command)
                ? Errno.None
                : Refusal(Errno.EINVAL, "LUO-SESS-08"),
            _ => Errno.ENOTTY,
        };
    }

    /// <summary>Whether a command may be used on this kind of session (LUO-SESS-08).</summary>
    /// <param name="session">The session.</param>
    /// <param name="command">A session command.</param>
    protected internal virtual bool AllowsKind(Session session, uint command) =>
        command switch
        {
            PreserveFd => !session.IsIncoming,
            RetrieveFd or Finish => session.IsIncoming,
            _ => true,
        };

    /// <summary>The checks before the argument is read, in their order (LUO-IOC-01, LUO-IOC-02).</summary>
    /// <param name="file">The open file.</param>
    /// <param name="command">All 32 bits of the command.</param>
    /// <param name="buffer">The argument.</param>
    /// <param name="expected">The command that the number stands for.</param>
    /// <param name="size">The argument's size field.</param>
    protected internal virtual Errno CheckFrame(
        OpenFile file,
        uint command,
        UserBuffer buffer,
        out uint expected,
        out uint size
    )
    {
        expected = 0xBA00 | (command & 0xFF);
        size = 0;
        bool isDevice = file.Kind == OpenFileKind.Device;
        if (!IsKnown(isDevice, command & 0xFF))
        {
            return Refusal(Errno.EINVAL, isDevice ? "LUO-IOC-01" : "LUO-IOC-02");
        }

        if (!buffer.TryReadSize(out size))
        {
            return Refusal(Errno.EFAULT, "LUO-IOC-01");
        }

        if (command != expected)
        {
            return Refusal(Errno.ENOTTY, "LUO-IOC-01");
        }

        if (!isDevice && !AllowsKind(file.Session!, expected))
        {
            return Refusal(Errno.EINVAL, "LUO-IOC-02");
        }

        return size < (uint)SizeOf(expected) ? Refusal(Errno.EINVAL, "LUO-IOC-01") : Errno.None;
    }

    /// <summary>Whether a command number belongs to the device or to sessions.</summary>
    /// <param name="isDevice">Whether the open file is the device.</param>
    /// <param name="number">The number, 8 bits.</param>
    protected internal virtual bool IsKnown(bool isDevice, uint number) =>
        isDevice ? number <= 0x01 : number is >= 0x40 and <= 0x43;

    /// <summary>Reads the argument; any size from the least on is good while the excess is zero (LUO-IOC-03).</summary>
    /// <param name="buffer">The argument in the caller's memory.</param>
    /// <param name="size">Its size field.</param>
    /// <param name="argument">Receives the known part.</param>
    protected internal virtual Errno CopyIn(UserBuffer buffer, uint size, Span<byte> argument) =>
        buffer.CopyIn(size, argument);

    /// <summary>A command failed: nothing is written to the caller's memory (LUO-IOC-04).</summary>
    /// <param name="buffer">The argument in the caller's memory.</param>
    /// <param name="argument">The known part, as the command left it.</param>
    protected internal virtual void AfterFailure(UserBuffer buffer, ReadOnlySpan<byte> argument) { }

    private Errno Dispatch(Session? session, uint command, Span<byte> argument, bool canWriteBack, out int number)
    {
        number = -1;
        LuoCalls calls = Kernel.LuoCalls;
        uint second = BinaryPrimitives.ReadUInt32LittleEndian(argument[SecondField..]);
        Errno error;
        switch (command)
        {
            case CreateSession:
                error = calls.CreateSession(NameIn(argument), canWriteBack, out number);
                break;
            case RetrieveSession:
                error = calls.RetrieveSession(NameIn(argument), canWriteBack, out number);
                break;
            case PreserveFd:
                return calls.PreserveFd(session!, (int)second, TokenIn(argument), canWriteBack);
            case RetrieveFd:
                error = calls.RetrieveFd(session!, TokenIn(argument), canWriteBack, out number);
                break;
            case Finish:
                return calls.Finish(session!, second, canWriteBack);
            default:
                error = calls.GetName(session!, second, canWriteBack, out ByteString name);
                name.Span.CopyTo(argument[ThirdField..]);
                argument[ThirdField + name.Length] = 0;
                return error;
        }

        BinaryPrimitives.WriteInt32LittleEndian(argument[SecondField..], number);
        return error;
    }

    private static ulong TokenIn(ReadOnlySpan<byte> argument) =>
        BinaryPrimitives.ReadUInt64LittleEndian(argument[ThirdField..]);

    private static ByteString NameIn(ReadOnlySpan<byte> argument)
    {
        ReadOnlySpan<byte> field = argument[ThirdField..];
        int end = field.IndexOf((byte)0);
        return new ByteString(end < 0 ? field : field[..end]);
    }
}
