using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>The checks that come before a LUO command does anything (luo-uapi 2.1 and 2.2).</summary>
internal readonly struct IoctlFrame
{
    public const ulong CreateSession = 0xBA00;
    public const ulong RetrieveSession = 0xBA01;
    public const ulong PreserveFd = 0xBA40;
    public const ulong RetrieveFd = 0xBA41;
    public const ulong Finish = 0xBA42;
    public const ulong GetName = 0xBA43;

    public const int ValueOffset = 4;
    public const int PayloadOffset = 8;
    public const int NameLength = 64;

    private const ulong TypeBits = 0xBA00;
    private const int SizeLength = 4;

    /// <summary>What the first failing check answers, or none.</summary>
    public Errno Errno { get; private init; }

    /// <summary>Whether an excess that is both nonzero and unreadable may as well be EFAULT.</summary>
    public bool MayFault { get; private init; }

    /// <summary>Whether the failing check is that of the session's kind.</summary>
    public bool IsWrongKind { get; private init; }

    /// <summary>The size field, once it has been read.</summary>
    public uint Size { get; private init; }

    /// <summary>Whether the caller's structure is longer than the command's.</summary>
    public bool IsExtended => Size > StructureOf(Command);

    private ulong Command { get; init; }

    /// <summary>Runs the checks.</summary>
    /// <param name="op">The call.</param>
    /// <param name="session">The session that is called, or <see langword="null"/> for the device.</param>
    /// <param name="differences">What the running kernel does otherwise.</param>
    public static IoctlFrame Check(Ioctl op, ModelSession? session, Differences differences)
    {
        ulong number = op.Command & 0xff;
        bool inRange = session is null ? number <= 1 : HasCommand(number, differences);
        if (!inRange)
        {
            return new IoctlFrame { Errno = Errno.EINVAL };
        }

        bool readable = op.Place is ArgumentPlace.Mapped or ArgumentPlace.Readonly;
        if (!readable || op.Length < SizeLength)
        {
            return new IoctlFrame { Errno = Errno.EFAULT };
        }

        if (op.Command != (TypeBits | number))
        {
            return new IoctlFrame { Errno = Errno.ENOTTY };
        }

        if (
            session is not null
            && IsForOtherKind(op.Command, session)
            && (differences & Differences.KindsUnchecked) == Differences.None
        )
        {
            return new IoctlFrame { Errno = Errno.EINVAL, IsWrongKind = true };
        }

        return CheckSize(op);
    }

    /// <summary>The 4 bytes behind the size.</summary>
    public static uint Value(Ioctl op) => ReadUInt32(op, ValueOffset);

    /// <summary>The token of the commands that have one.</summary>
    public static ulong Token(Ioctl op) =>
        ReadUInt32(op, PayloadOffset) | ((ulong)ReadUInt32(op, PayloadOffset + 4) << 32);

    /// <summary>The name field.</summary>
    public static ByteString Name(Ioctl op)
    {
        ReadOnlySpan<byte> argument = op.Argument.Span;
        Span<byte> name = stackalloc byte[NameLength];
        name.Clear();
        if (argument.Length > PayloadOffset)
        {
            argument[PayloadOffset..Math.Min(argument.Length, PayloadOffset + NameLength)].CopyTo(name);
        }

        return new ByteString(name);
    }

    /// <summary>Whether the command has a descriptor behind the size.</summary>
    public static bool CarriesDescriptor(ulong command) =>
        command is CreateSession or RetrieveSession or PreserveFd or RetrieveFd;

    /// <summary>Whether sessions have a command, by the low byte of its number.</summary>
    private static bool HasCommand(ulong number, Differences differences) =>
        number is >= 0x40 and <= 0x43
        && (
            differences == Differences.None
            || number switch
            {
                0x42 => (differences & Differences.NoFinish) == Differences.None,
                0x43 => (differences & Differences.NoGetName) == Differences.None,
                _ => true,
            }
        );

    /// <summary>Whether a session command is one for sessions of the other kind.</summary>
    public static bool IsForOtherKind(ulong command, ModelSession session) =>
        session.IsIncoming ? command == PreserveFd : command is RetrieveFd or Finish;

    private static uint StructureOf(ulong command) =>
        command switch
        {
            PreserveFd or RetrieveFd => 16,
            Finish => 8,
            _ => PayloadOffset + NameLength,
        };

    private static IoctlFrame CheckSize(Ioctl op)
    {
        uint size = ReadUInt32(op, 0);
        uint structure = StructureOf(op.Command);
        if (size < structure)
        {
            return new IoctlFrame { Errno = Errno.EINVAL };
        }

        bool excessUnreadable = size > op.Length && size > structure;
        if (HasNonzero(op, structure, size))
        {
            return new IoctlFrame { Errno = Errno.E2BIG, MayFault = excessUnreadable };
        }

        bool unreadable = excessUnreadable || op.Length < structure;
        return new IoctlFrame
        {
            Errno = unreadable ? Errno.EFAULT : Errno.None,
            Size = size,
            Command = op.Command,
        };
    }

    private static bool HasNonzero(Ioctl op, uint from, uint to)
    {
        ReadOnlySpan<byte> argument = op.Argument.Span;
        int end = (int)Math.Min(Math.Min((ulong)argument.Length, op.Length), to);
        return end > from && argument[(int)from..end].ContainsAnyExcept((byte)0);
    }

    private static uint ReadUInt32(Ioctl op, int offset)
    {
        ReadOnlySpan<byte> argument = op.Argument.Span;
        Span<byte> word = stackalloc byte[4];
        word.Clear();
        if (argument.Length > offset)
        {
            argument[offset..Math.Min(argument.Length, offset + 4)].CopyTo(word);
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
