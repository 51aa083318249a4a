using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a raw ioctl asks for, in the words of the language, so that races of raw calls and of plain ones are about the same.</summary>
public static class RawCall
{
    private const int NameOffset = 8;
    private const int NameSize = 64;

    /// <summary>The plain operation that a raw one stands for.</summary>
    /// <param name="operation">An operation.</param>
    /// <returns>The plain one, or the operation itself when it is no well-formed LUO call.</returns>
    public static Operation ToPlain(Operation operation)
    {
        if (operation is not Ioctl { Place: ArgumentPlace.Mapped } raw)
        {
            return operation;
        }

        Span<byte> argument = stackalloc byte[NameOffset + NameSize];
        argument.Clear();
        raw.Argument.Span[..Math.Min(raw.Argument.Length, argument.Length)].CopyTo(argument);
        ulong token = BinaryPrimitives.ReadUInt64LittleEndian(argument[NameOffset..]);
        uint reserved = BinaryPrimitives.ReadUInt32LittleEndian(argument[4..]);
        var name = new ByteString(argument[NameOffset..]);
        return raw.Command switch
        {
            0xba00 => new CreateSession(raw.Result, raw.Target, name.UpToNul()),
            0xba01 => new RetrieveSession(raw.Result, raw.Target, name.UpToNul()),
            0xba40 => new PreserveFd(raw.Target, raw.File, token),
            0xba41 => new RetrieveFd(raw.Result, raw.Target, token),
            0xba42 => new FinishSession(raw.Target, reserved),
            0xba43 => new GetName(raw.Target, reserved),
            _ => operation,
        };
    }
}
