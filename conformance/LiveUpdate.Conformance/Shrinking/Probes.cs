using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The plain operations that one would think of next, behind the beginning of a program.</summary>
/// <remarks>
/// A fault that shows in one place mostly shows in many. Asking them in one fixed order, after the shortest beginning
/// first, finds the same place wherever it was first seen.
/// </remarks>
internal sealed class Probes
{
    private const int MostOfAKind = 3;
    private const int NameOffset = 8;

    private static readonly Handle Fresh = Handle.Parse("fresh");
    private static readonly Handle Unbound = Handle.Parse("unbound");

    private readonly List<ByteString> _names = [];
    private readonly List<ulong> _tokens = [0];
    private readonly ulong _longest = 1;
    private readonly InsideProbes? _inside;

    /// <summary>The probes for a program.</summary>
    /// <param name="operations">The program, whose names, tokens and lengths are asked for.</param>
    public Probes(Operation[] operations)
    {
        foreach (Operation operation in operations)
        {
            if (SharedValues.NameOf(operation) is { Length: > 0 } name && !_names.Contains(name))
            {
                _names.Add(name);
            }

            if (SharedValues.TokenOf(operation) is { } token && !_tokens.Contains(token))
            {
                _tokens.Add(token);
            }

            if (operation is ReadFile read)
            {
                _longest = Math.Max(_longest, read.Len);
            }
        }

        _inside = InsideProbes.For(operations);
        if (_tokens.Count < MostOfAKind)
        {
            _tokens.Add(_tokens.Contains(1) ? 2UL : 1);
        }

        if (_names.Count == 0)
        {
            _names.Add(ByteString.Of("a"));
        }
    }

    /// <summary>What can be asked after the beginning of a program, the plainest first.</summary>
    /// <param name="beginning">The operations before.</param>
    public List<Operation> After(ReadOnlySpan<Operation> beginning)
    {
        var open = new List<(Handle Handle, char Letter)>();
        foreach (Operation operation in beginning)
        {
            Follow(operation, open);
        }

        Handle[] devices = OfKind(open, 'd');
        Handle[] sessions = OfKind(open, 's');
        Handle[] files = [.. OfKind(open, 'm'), .. OfKind(open, 'f')];
        var probes = new List<Operation>();
        AskDevices(devices, [.. sessions, .. files], probes);
        AskSessions(sessions, files, probes);
        probes.Add(new Kexec(BootParameters.Default));
        AskFiles(OfKind(open, 'm'), probes);
        probes.AddRange(
            open.Where(static pair => pair.Letter is not ('k' or 'h' or 'b' or 'n'))
                .Select(static pair => new Close(pair.Handle))
        );
        _inside?.Ask(letter => OfKind(open, letter), probes);
        probes.Add(new CountFds());
        return probes;
    }

    /// <summary>A raw ioctl as other calls on what is open: with the same excess, and with nothing in the structure or a name.</summary>
    /// <param name="ioctl">The ioctl.</param>
    /// <param name="beginning">The operations before.</param>
    public static IEnumerable<Ioctl> Reframed(Ioctl ioctl, ReadOnlySpan<Operation> beginning)
    {
        int least = LeastSize(ioctl.Command);
        var open = new List<(Handle Handle, char Letter)>();
        foreach (Operation operation in beginning)
        {
            Follow(operation, open);
        }

        return least == 0
            ? []
            :
            [
                .. OfKind(open, 'd').Take(1).SelectMany(device => Framed(ioctl, least, device, [0xba00, 0xba01])),
                .. OfKind(open, 's')
                    .Take(1)
                    .SelectMany(session => Framed(ioctl, least, session, [0xba40, 0xba41, 0xba42, 0xba43])),
            ];
    }

    /// <summary>The size of the structure of a call; 0 when there is no such call.</summary>
    /// <param name="command">The ioctl's number.</param>
    public static int LeastSize(ulong command) =>
        command switch
        {
            0xba00 or 0xba01 or 0xba43 => 72,
            0xba40 or 0xba41 => 16,
            0xba42 => 8,
            _ => 0,
        };

    private static IEnumerable<Ioctl> Framed(Ioctl ioctl, int least, Handle target, ulong[] commands)
    {
        foreach (ulong command in commands)
        {
            for (byte letter = 0; letter < 2; letter++)
            {
                yield return Framed(ioctl, least, target, command, letter);
            }
        }
    }

    private static Ioctl Framed(Ioctl ioctl, int least, Handle target, ulong command, byte letter)
    {
        int size = LeastSize(command);
        byte[] given = SharedValues.Padded(ioctl.Argument, Math.Max(least, NameOffset));
        long shift = size - least;
        var argument = new byte[size + given.Length - least];
        given.AsSpan(least).CopyTo(argument.AsSpan(size));
        uint said = BinaryPrimitives.ReadUInt32LittleEndian(given);
        BinaryPrimitives.WriteUInt32LittleEndian(argument, said < least ? said : (uint)(said + shift));
        if (argument.Length > NameOffset)
        {
            argument[NameOffset] = Math.Max(argument[NameOffset], letter);
        }

        ulong length = ioctl.Length < (ulong)least ? ioctl.Length : (ulong)((long)ioctl.Length + shift);
        Ioctl framed = ioctl with
        {
            Target = target,
            Command = command,
            Length = length,
            File = default,
            Result = default,
        };
        return SharedValues.WithArgument(framed, argument);
    }

    private static void Follow(Operation operation, List<(Handle Handle, char Letter)> open)
    {
        switch (operation.Verb)
        {
            case Verb.Kexec or Verb.Reboot or Verb.ColdBoot:
                open.RemoveAll(static pair => pair.Letter != 'k');
                break;
            case Verb.Die:
                open.RemoveAll(static pair => pair.Letter is not ('k' or 'h' or 'b'));
                break;
            case Verb.KhoFree:
                open.RemoveAll(pair => pair.Handle == ((KhoFree)operation).Target);
                break;
            case Verb.Close:
                open.RemoveAll(pair => pair.Handle == ((Close)operation).Target);
                break;
            case Verb.Dup when !open.Exists(pair => pair.Handle == operation.Result):
                Handle target = ((Dup)operation).Target;
                int of = open.FindIndex(pair => pair.Handle == target);
                open.Add((operation.Result, of < 0 ? 'm' : open[of].Letter));
                break;
            default:
                if (!operation.Result.IsNone && !open.Exists(pair => pair.Handle == operation.Result))
                {
                    open.Add((operation.Result, LetterOf(operation)));
                }

                break;
        }
    }

    private static char LetterOf(Operation operation) =>
        operation is Ioctl ioctl
            ? ioctl.Command is 0xba00 or 0xba01
                ? 's'
                : 'm'
            : Handles.LetterOf(operation.Verb);

    private static Handle[] OfKind(List<(Handle Handle, char Letter)> open, char letter) =>
        [.. open.Where(pair => pair.Letter == letter).Select(static pair => pair.Handle).TakeLast(MostOfAKind)];

    private void AskDevices(Handle[] devices, Handle[] others, List<Operation> probes)
    {
        if (devices.Length == 0)
        {
            probes.Add(new OpenDevice(Fresh));
        }

        foreach (Handle device in devices.Take(1))
        {
            probes.AddRange(_names.Take(MostOfAKind).Select(name => new CreateSession(Fresh, device, name)));
            probes.AddRange(_names.Take(MostOfAKind).Select(name => new RetrieveSession(Fresh, device, name)));
        }

        if (devices.Length == 0 && others.Length > 0)
        {
            probes.Add(new CreateSession(Fresh, others[^1], ByteString.Empty));
        }
    }

    private void AskSessions(Handle[] sessions, Handle[] files, List<Operation> probes)
    {
        foreach (Handle session in sessions)
        {
            probes.Add(new PreserveFd(session, Unbound, 0));
            if (files.Length == 0)
            {
                probes.Add(new PreserveFd(session, session, 0));
            }

            probes.AddRange(
                files.SelectMany(file =>
                    _tokens.Take(MostOfAKind).Select(token => new PreserveFd(session, file, token))
                )
            );
            probes.AddRange(_tokens.Take(MostOfAKind).Select(token => new RetrieveFd(Fresh, session, token)));
            probes.Add(new GetName(session));
            probes.Add(new FinishSession(session));
        }
    }

    private void AskFiles(Handle[] files, List<Operation> probes)
    {
        foreach (Handle file in files)
        {
            probes.Add(new Seek(file, 0, SeekFrom.Cur));
            probes.Add(new Seek(file, 1));
            probes.Add(new Stat(file));
            probes.Add(new GetSeals(file));
            probes.Add(new ReadFile(file, null, 1));
            if (_longest > 1)
            {
                probes.Add(new ReadFile(file, null, _longest));
            }

            probes.Add(new WriteFile(file, null, 1, 0));
            probes.Add(new Truncate(file, 1));
        }
    }
}
