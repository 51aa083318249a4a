using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Turns LUO calls into raw ioctls, in particular such whose answer cannot be written back.</summary>
internal static class UnwritableCall
{
    private const int PayloadOffset = 8;

    /// <summary>The call with its argument in memory that can only be read.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The raw ioctl, or <see langword="null"/> when the operation is no LUO call whose answer is written.</returns>
    public static Operation? Of(Operation operation) =>
        (operation as Ioctl ?? Raw(operation)) is { Place: ArgumentPlace.Mapped } raw
            ? raw with
            {
                Result = Handle.None,
                Place = ArgumentPlace.Readonly,
            }
            : null;

    /// <summary>The call as a raw ioctl of the usual form.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The raw ioctl, or <see langword="null"/> when the operation is no LUO call.</returns>
    public static Ioctl? Raw(Operation operation) =>
        operation switch
        {
            CreateSession create => Call(create, create.Device, 0xba00, Argument(72, 0, create.Name.Span)),
            RetrieveSession retrieve => Call(retrieve, retrieve.Device, 0xba01, Argument(72, 0, retrieve.Name.Span)),
            PreserveFd preserve => Call(
                preserve,
                preserve.Session,
                0xba40,
                Argument(16, preserve.Token),
                preserve.File
            ),
            RetrieveFd retrieve => Call(retrieve, retrieve.Session, 0xba41, Argument(16, retrieve.Token)),
            FinishSession finish => Call(finish, finish.Session, 0xba42, Argument(8, (uint)finish.Reserved)),
            GetName name => Call(name, name.Session, 0xba43, Argument(72, (uint)name.Reserved)),
            _ => null,
        };

    private static Ioctl Call(
        Operation operation,
        Handle target,
        ulong command,
        ByteString argument,
        Handle file = default
    ) => new(operation.Result, target, command, argument, (ulong)argument.Length, ArgumentPlace.Mapped, file);

    private static ByteString Argument(int size, ulong value, ReadOnlySpan<byte> name = default)
    {
        Span<byte> argument = stackalloc byte[72];
        argument.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(argument, size);
        if (size == PayloadOffset)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(argument[4..], (uint)value);
        }
        else if (size == 16)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(argument[PayloadOffset..], value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(argument[4..], (uint)value);
            name[..Math.Min(name.Length, 64)].CopyTo(argument[PayloadOffset..]);
        }

        return new ByteString(argument[..size]);
    }
}
