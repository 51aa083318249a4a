using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Session names and tokens wherever an operation carries them, raw ioctls included.</summary>
internal static class SharedValues
{
    private const int Offset = 8;
    private const int TokenEnd = 16;

    /// <summary>The session name that an operation carries, up to its NUL, or <see langword="null"/>.</summary>
    /// <param name="operation">The operation.</param>
    public static ByteString? NameOf(Operation operation) =>
        operation switch
        {
            CreateSession create => create.Name.UpToNul(),
            RetrieveSession retrieve => retrieve.Name.UpToNul(),
            Ioctl { Command: 0xba00 or 0xba01, Argument.Length: > Offset } ioctl => new ByteString(
                ioctl.Argument.Span[Offset..]
            ).UpToNul(),
            _ => null,
        };

    /// <summary>The operation with another session name; what is behind the NUL stays.</summary>
    /// <param name="operation">An operation that carries a name.</param>
    /// <param name="name">The new name.</param>
    public static Operation WithName(Operation operation, ByteString name) =>
        operation switch
        {
            CreateSession create => create with { Name = Replaced(create.Name, name) },
            RetrieveSession retrieve => retrieve with { Name = Replaced(retrieve.Name, name) },
            Ioctl ioctl => WithName(ioctl, name),
            _ => operation,
        };

    /// <summary>The token that an operation carries, or <see langword="null"/>.</summary>
    /// <param name="operation">The operation.</param>
    public static ulong? TokenOf(Operation operation) =>
        operation switch
        {
            PreserveFd preserve => preserve.Token,
            RetrieveFd retrieve => retrieve.Token,
            UnpreserveFd unpreserve => unpreserve.Token,
            Ioctl { Command: 0xba40 or 0xba41 } ioctl => BinaryPrimitives.ReadUInt64LittleEndian(
                Padded(ioctl.Argument, TokenEnd).AsSpan(Offset)
            ),
            _ => null,
        };

    /// <summary>The operation with another token.</summary>
    /// <param name="operation">An operation that carries a token.</param>
    /// <param name="token">The new token.</param>
    public static Operation WithToken(Operation operation, ulong token)
    {
        switch (operation)
        {
            case PreserveFd preserve:
                return preserve with { Token = token };
            case RetrieveFd retrieve:
                return retrieve with { Token = token };
            case UnpreserveFd unpreserve:
                return unpreserve with { Token = token };
            case Ioctl { Command: 0xba40 or 0xba41 } ioctl:
                byte[] argument = Padded(ioctl.Argument, TokenEnd);
                BinaryPrimitives.WriteUInt64LittleEndian(argument.AsSpan(Offset), token);
                return WithArgument(ioctl, argument);
            default:
                return operation;
        }
    }

    /// <summary>The raw ioctl with other argument bytes, its buffer as long as before.</summary>
    /// <param name="ioctl">The ioctl.</param>
    /// <param name="argument">The bytes; those that do not fit are cut off, zeros at the end are left out.</param>
    public static Ioctl WithArgument(Ioctl ioctl, ReadOnlySpan<byte> argument)
    {
        int length = (int)Math.Min(ioctl.Length, (ulong)argument.Length);
        return ioctl with { Argument = new ByteString(argument[..length].TrimEnd((byte)0)) };
    }

    /// <summary>The bytes, with zeros behind them up to a length.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="length">The least length.</param>
    public static byte[] Padded(ByteString bytes, int length)
    {
        var padded = new byte[Math.Max(length, bytes.Length)];
        bytes.Span.CopyTo(padded);
        return padded;
    }

    private static Ioctl WithName(Ioctl ioctl, ByteString name)
    {
        ByteString field = new(ioctl.Argument.Span[Offset..]);
        ByteString replaced = Replaced(field, name);
        byte[] argument = [.. ioctl.Argument.Span[..Offset], .. replaced.Span];
        bool isExact = ioctl.Length == (ulong)ioctl.Argument.Length;
        return WithArgument(isExact ? ioctl with { Length = (ulong)argument.Length } : ioctl, argument);
    }

    private static ByteString Replaced(ByteString field, ByteString name)
    {
        int length = field.UpToNul().Length;
        return length == field.Length ? name : new ByteString([.. name.Span, .. field.Span[length..]]);
    }
}
