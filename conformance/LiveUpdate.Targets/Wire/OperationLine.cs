using System.Buffers.Text;
using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Prints operations as bytes, without garbage for the frequent verbs.</summary>
/// <remarks>The text is the same, byte for byte, as that of <see cref="OperationText.Print"/>, which prints the other verbs.</remarks>
internal static class OperationLine
{
    /// <summary>Room that is enough for each operation of the frequent verbs.</summary>
    private const int ShortLine = 512;

    /// <summary>Appends an operation and a line feed.</summary>
    public static void Append(ByteBuffer to, Operation operation)
    {
        var line = new Line(to.Room(ShortLine));
        if (!operation.Result.IsNone)
        {
            line.Handle(operation.Result);
            line.Text(" = "u8);
        }

        if (TryWrite(ref line, operation))
        {
            line.Byte((byte)'\n');
            to.Filled(line.Length);
            return;
        }

        string text = OperationText.Print(operation);
        Span<byte> room = to.Room(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        int length = Encoding.UTF8.GetBytes(text, room);
        room[length] = (byte)'\n';
        to.Filled(length + 1);
    }

    private static bool TryWrite(ref Line line, Operation operation)
    {
        switch (operation)
        {
            case PreserveFd o:
                line.Text("preserve_fd "u8);
                line.Handle(o.Session);
                line.Byte((byte)' ');
                line.Handle(o.File);
                line.Hex(" token=0x"u8, o.Token);
                return true;
            case RetrieveFd o:
                line.Text("retrieve_fd "u8);
                line.Handle(o.Session);
                line.Hex(" token=0x"u8, o.Token);
                return true;
            case CreateSession o:
                line.Text("create_session "u8);
                line.Handle(o.Device);
                return line.Bytes(" name="u8, o.Name);
            case RetrieveSession o:
                line.Text("retrieve_session "u8);
                line.Handle(o.Device);
                return line.Bytes(" name="u8, o.Name);
            case Close o:
                line.Text("close "u8);
                line.Handle(o.Target);
                return true;
            case Dup o:
                line.Text("dup "u8);
                line.Handle(o.Target);
                return true;
            case Stat o:
                line.Text("stat "u8);
                line.Handle(o.Target);
                return true;
            case GetSeals o:
                line.Text("get_seals "u8);
                line.Handle(o.Target);
                return true;
            case FinishSession { Reserved: 0 } o:
                line.Text("finish "u8);
                line.Handle(o.Session);
                return true;
            case GetName { Reserved: 0 } o:
                line.Text("get_name "u8);
                line.Handle(o.Session);
                return true;
            case OpenDevice { Flags: 2, By: 0 }:
                line.Text("open"u8);
                return true;
            case Truncate o:
                line.Text("truncate "u8);
                line.Handle(o.Target);
                line.Number(" size="u8, o.Size);
                return true;
            case ReadFile o:
                line.Text("read "u8);
                line.Handle(o.Target);
                line.Number(" at="u8, o.At);
                line.Number(" len="u8, o.Len);
                return true;
            case WriteFile o:
                line.Text("write "u8);
                line.Handle(o.Target);
                line.Number(" at="u8, o.At);
                line.Number(" len="u8, o.Len);
                line.Hex(" fill=0x"u8, o.Fill);
                return true;
            case CreateMemfd { Name.Length: 0 } o:
                line.Text("memfd"u8);
                line.Number(" size="u8, o.Size == 0 ? null : o.Size);
                if (o.Fill is not null)
                {
                    line.Hex(" fill=0x"u8, o.Fill.Value);
                }

                if (o.Flags != CreateMemfd.DefaultFlags)
                {
                    line.Hex(" flags=0x"u8, o.Flags);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>The line being written.</summary>
    private ref struct Line(Span<byte> room)
    {
        private readonly Span<byte> _room = room;

        public int Length { get; private set; }

        public void Byte(byte value) => _room[Length++] = value;

        public void Text(ReadOnlySpan<byte> text)
        {
            text.CopyTo(_room[Length..]);
            Length += text.Length;
        }

        public void Handle(Handle handle) => Length += handle.CopyTo(_room[Length..]);

        public void Number(ReadOnlySpan<byte> key, ulong? value)
        {
            if (value is not null)
            {
                Text(key);
                Utf8Formatter.TryFormat(value.Value, _room[Length..], out int written);
                Length += written;
            }
        }

        public void Hex(ReadOnlySpan<byte> key, ulong value)
        {
            Text(key);
            Utf8Formatter.TryFormat(value, _room[Length..], out int written, new System.Buffers.StandardFormat('x'));
            Length += written;
        }

        public bool Bytes(ReadOnlySpan<byte> key, ByteString value)
        {
            Text(key);
            foreach (byte b in value.Span)
            {
                if (PercentEncoding.IsPlain((char)b))
                {
                    Byte(b);
                }
                else
                {
                    Byte((byte)'%');
                    Byte(HexDigit(b >> 4));
                    Byte(HexDigit(b & 15));
                }
            }

            return true;
        }

        private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
    }
}
