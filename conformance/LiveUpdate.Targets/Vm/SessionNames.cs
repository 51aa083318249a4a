using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// Keeps the session names of one program apart from those of the others that share its kernel: each name gets a prefix
/// on its way there, and loses it on the way back, so that neither program nor judge notice.
/// </summary>
/// <remarks>
/// Names that no session can have (empty, or without NUL in the field) stay as they are. A name too long for the prefix has
/// its first bytes replaced by it. Lengths at the limits stay at the limits.
/// </remarks>
internal sealed class SessionNames
{
    /// <summary>How many programs can be kept apart.</summary>
    public const int MostPrograms = 4096;

    private const int FieldLength = 64;
    private const int FieldOffset = 8;
    private const int PrefixLength = 3;
    private const uint CreateCommand = 0xba00;
    private const uint RetrieveCommand = 0xba01;
    private const uint GetNameCommand = 0xba43;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

    private readonly byte[] _prefix;
    private readonly Dictionary<ByteString, ByteString> _originals = [];

    /// <summary>Names apart from those of every other number.</summary>
    /// <param name="number">The program's number among those that share the kernel, below 4096.</param>
    public SessionNames(int number) => _prefix = [(byte)Digits[number >> 6], (byte)Digits[number & 63], (byte)'~'];

    /// <summary>Whether a program's names can be kept apart: no two of them would become one.</summary>
    /// <param name="program">The program.</param>
    public static bool Fit(Program program)
    {
        var names = new SessionNames(0);
        foreach (Operation operation in program.Operations)
        {
            if (FieldOf(operation) is { } field && !names.TryPrefix(field, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The operation with its name prefixed.</summary>
    /// <param name="operation">An operation of a program that fits.</param>
    public Operation Hide(Operation operation)
    {
        if (FieldOf(operation) is not { } field || !TryPrefix(field, out ByteString prefixed))
        {
            return operation;
        }

        return operation switch
        {
            CreateSession create => create with { Name = prefixed },
            RetrieveSession retrieve => retrieve with { Name = prefixed },
            Ioctl ioctl => ioctl with { Argument = Replace(ioctl.Argument, prefixed) },
            _ => operation,
        };
    }

    /// <summary>All names that were hidden, as the kernel knows them.</summary>
    public IEnumerable<ByteString> Hidden => _originals.Keys;

    /// <summary>What the program calls a session of the kernel.</summary>
    /// <param name="name">The session's name in the kernel.</param>
    /// <returns>The name, or <see langword="null"/> when the session is not the program's.</returns>
    public ByteString? OwnName(ByteString name) => Original(name);

    /// <summary>The answer as it would be without prefixes.</summary>
    /// <param name="operation">The operation, as the program has it.</param>
    /// <param name="outcome">The answer to the operation with its name prefixed.</param>
    public Outcome Show(Operation operation, Outcome outcome)
    {
        Field field = operation.Verb switch
        {
            Verb.GetName => Field.Name,
            Verb.Readlink => Field.Path,
            Verb.Ioctl => Field.Arg,
            _ => Field.Len,
        };
        if (field == Field.Len || !outcome.IsOk || !outcome.TryGet(field, out FieldValue value) || value.Bytes is null)
        {
            return outcome;
        }

        ByteString? shown = field switch
        {
            Field.Name => Original(value.Bytes),
            Field.Path => ShowLink(value.Bytes),
            _ => ShowArgument((Ioctl)operation, value.Bytes),
        };
        return shown is null
            ? outcome
            : Outcome.Success([
                .. outcome.Fields.ToArray().Select(f => f.Field == field ? new FieldValue(field, shown) : f),
            ]);
    }

    /// <summary>The name field of an operation that has one, without NULs at its end.</summary>
    private static ByteString? FieldOf(Operation operation) =>
        operation switch
        {
            CreateSession create => create.Name,
            RetrieveSession retrieve => retrieve.Name,
            Ioctl { Command: CreateCommand or RetrieveCommand, Length: >= FieldOffset + FieldLength } ioctl
                when ioctl.Argument.Length > FieldOffset => new ByteString(FieldIn(ioctl.Argument)),
            _ => null,
        };

    private static ReadOnlySpan<byte> FieldIn(ByteString argument) =>
        argument.Span[FieldOffset..Math.Min(argument.Length, FieldOffset + FieldLength)].TrimEnd((byte)0);

    /// <returns>Whether this name stays apart from the program's others, and the bytes behind its NUL have room.</returns>
    private bool TryPrefix(ByteString field, out ByteString prefixed)
    {
        prefixed = field;
        ByteString name = field.UpToNul();
        if (name.Length is 0 or FieldLength)
        {
            return true;
        }

        bool replaces = name.Length + PrefixLength >= FieldLength;
        byte[] bytes = [.. _prefix, .. field.Span[(replaces ? PrefixLength : 0)..]];
        prefixed = new ByteString(bytes);
        ByteString key = prefixed.UpToNul();
        if (!_originals.TryAdd(key, name) && !_originals[key].Equals(name))
        {
            return false;
        }

        return bytes.Length <= FieldLength;
    }

    private ByteString? Original(ByteString name) => _originals.GetValueOrDefault(name);

    private ByteString? ShowLink(ByteString path)
    {
        ReadOnlySpan<byte> start = "anon_inode:[luo_session] "u8;
        if (!path.Span.StartsWith(start) || Original(new ByteString(path.Span[start.Length..])) is not { } name)
        {
            return null;
        }

        return new ByteString([.. start, .. name.Span]);
    }

    private ByteString? ShowArgument(Ioctl ioctl, ByteString argument)
    {
        bool hasName = ioctl.Command is CreateCommand or RetrieveCommand or GetNameCommand;
        if (!hasName || argument.Length <= FieldOffset)
        {
            return null;
        }

        var field = new ByteString(FieldIn(argument));
        ByteString prefixed = field.UpToNul();
        if (Original(prefixed) is not { } name)
        {
            return null;
        }

        // GET_NAME writes over a field that was never prefixed: only the name itself is another there.
        byte[] shown =
            ioctl.Command == GetNameCommand ? [.. name.Span] : [.. name.Span, .. field.Span[prefixed.Length..]];
        return Replace(argument, new ByteString(shown));
    }

    /// <summary>An argument with another name field; what lies behind the field stays where it is.</summary>
    private static ByteString Replace(ByteString argument, ByteString field)
    {
        ReadOnlySpan<byte> behind =
            argument.Length > FieldOffset + FieldLength ? argument.Span[(FieldOffset + FieldLength)..] : [];
        byte[] bytes = new byte[behind.IsEmpty ? FieldOffset + field.Length : argument.Length];
        argument.Span[..FieldOffset].CopyTo(bytes);
        field.Span.CopyTo(bytes.AsSpan(FieldOffset));
        if (!behind.IsEmpty)
        {
            behind.CopyTo(bytes.AsSpan(FieldOffset + FieldLength));
        }

        return new ByteString(bytes);
    }
}
