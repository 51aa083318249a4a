using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>All ways to make one value of an operation lower: the steps of shrinking, and what minimality is measured by.</summary>
/// <remarks>
/// A number is lowered to 0, 1, the magic numbers below it, its half and the number before it; a set of bits loses one bit;
/// bytes get shorter or plainer; an optional argument is left out. Each step goes down in one well-founded order, so
/// lowering ends.
/// </remarks>
internal static class Lowerings
{
    private static readonly ulong[] Sizes =
    [
        0,
        1,
        2,
        4095,
        4096,
        4097,
        8191,
        8192,
        8193,
        (2UL << 20) - 1,
        2UL << 20,
        (2UL << 20) + 1,
        (1UL << 63) - 1,
        1UL << 63,
    ];

    private static readonly ulong[] Tokens =
    [
        0,
        1,
        2,
        3,
        1UL << 16,
        1UL << 31,
        uint.MaxValue,
        1UL << 32,
        (1UL << 32) + 1,
        (1UL << 63) - 1,
        1UL << 63,
        (1UL << 63) + 1,
    ];

    private static readonly ulong[] Commands =
    [
        0,
        1,
        2,
        0x3f,
        0x40,
        0x41,
        0x42,
        0x43,
        0x44,
        0xba00,
        0xba01,
        0xba02,
        0xba3f,
        0xba40,
        0xba44,
    ];

    /// <summary>The bytes at the start of an ioctl's argument that say how long it is.</summary>
    private const int SizeField = 4;

    /// <summary>The sizes of the structures and of a page, and one to each side.</summary>
    private static readonly uint[] Frames = [0, 1, 7, 8, 9, 15, 16, 17, 71, 72, 73, 4095, 4096, 4097];

    private static readonly ulong[] Small = [0, 1, 2, 3];

    private static readonly ulong[] Few = [.. Enumerable.Range(1, 40).Select(static n => (ulong)n)];

    /// <summary>Where the argument of an ioctl may lie instead of in memory, the plainest first.</summary>
    private static readonly string[] BadPlaces = ["null", "unmapped", "readonly"];

    /// <summary>The callbacks that a handler or an FLB may be made without, in the order in which they are plain.</summary>
    private static readonly string[] Callbacks =
    [
        "can_finish",
        "can_preserve",
        "finish",
        "freeze",
        "get_id",
        "preserve",
        "retrieve",
        "unfreeze",
        "unpreserve",
    ];

    private static readonly ByteString[] PlainNames = [ByteString.Of("a"), ByteString.Of("b"), ByteString.Of("c")];

    private static readonly ByteString[] Letters =
    [
        .. Enumerable.Range('a', 26).Select(static letter => ByteString.Of($"{(char)letter}")),
        .. Enumerable.Range('A', 26).Select(static letter => ByteString.Of($"{(char)letter}")),
    ];

    /// <summary>Every operation that differs from the given one in one value, which is lower; the lowest first.</summary>
    /// <param name="operation">The operation.</param>
    public static IEnumerable<Operation> Of(Operation operation)
    {
        IReadOnlyList<Argument> arguments = operation.Arguments;
        for (int i = 0; i < arguments.Count; i++)
        {
            foreach (Operation lower in Of(operation, arguments, i))
            {
                yield return lower;
            }
        }
    }

    /// <summary>Every lower value of one argument.</summary>
    /// <param name="argument">The argument.</param>
    public static IEnumerable<Argument> Of(Argument argument) =>
        argument.Kind switch
        {
            ArgumentKind.Number => Numbers(argument).Select(argument.With),
            ArgumentKind.Bytes => Names(argument.Bytes!, argument.Name is "kho" or "liveupdate").Select(argument.With),
            ArgumentKind.HexBytes => Buffers(argument.Bytes!).Select(argument.With),
            ArgumentKind.Set => Subsets(argument),
            ArgumentKind.Choice when argument.Name == "fail" => argument.Text == "EIO"
                ? []
                : [argument with { Text = "EIO" }],
            ArgumentKind.Choice when argument.Name == "at" => BadPlaces
                .TakeWhile(place => place != argument.Text)
                .Select(place => argument with { Text = place }),
            ArgumentKind.Choice when argument.Name == "kind" && !argument.IsOptional => Kinds(argument),
            _ => [],
        };

    private static IEnumerable<Operation> Of(Operation operation, IReadOnlyList<Argument> arguments, int index)
    {
        if (arguments[index].IsOptional)
        {
            Operation? without = operation.With(operation.Result, [.. arguments.Where((_, i) => i != index)]);
            if (without is not null)
            {
                yield return without;
            }
        }

        foreach (Argument lower in Of(arguments[index]))
        {
            Operation? lowered = operation.With(
                operation.Result,
                [.. arguments.Select((argument, i) => i == index ? lower : argument)]
            );

            // A value that is the default is left out of the text; such a step was made above already.
            if (lowered is not null && !lowered.Equals(operation) && lowered.Arguments.Count == arguments.Count)
            {
                yield return lowered;
            }
        }
    }

    private static IEnumerable<ulong> Numbers(Argument argument)
    {
        ulong value = argument.Number;
        if (argument.Name is "seals" or "flags" or "mode" or "cmd" or "kinds")
        {
            return argument.Name switch
            {
                "cmd" => Commands.Where(lower => lower < value).Concat(Bits(value)),
                "seals" => SingleBits(value).Concat(Bits(value)).Distinct(),
                _ => Bits(value),
            };
        }

        ulong[] ladder = argument.Name switch
        {
            "token" => Tokens,
            "fill" or "by" or "reserved" or "free" or "value" or "object" or "data" or "nth" => Small,
            "alloc" or "copyout" => Few,
            _ => Sizes,
        };
        return ladder.Append(value / 2).Append(value - 1).Where(lower => lower < value).Distinct().Order();
    }

    private static IEnumerable<ulong> Bits(ulong value)
    {
        for (int bit = 63; bit >= 0; bit--)
        {
            if ((value & (1UL << bit)) != 0)
            {
                yield return value & ~(1UL << bit);
            }
        }
    }

    /// <summary>Every single bit below a value.</summary>
    private static IEnumerable<ulong> SingleBits(ulong value)
    {
        for (ulong bit = 1; bit != 0 && bit < value; bit <<= 1)
        {
            yield return bit;
        }
    }

    private static IEnumerable<ByteString> Names(ByteString name, bool isWord)
    {
        var lower = new List<ByteString> { ByteString.Empty };
        lower.AddRange(isWord ? Letters : PlainNames);
        lower.Add(new ByteString(name.Span[..(name.Length / 2)]));
        lower.Add(new ByteString(name.Span[(name.Length / 2)..]));
        lower.Add(new ByteString(name.Span[..Math.Max(name.Length - 1, 0)]));
        lower.Add(new ByteString(name.Span[Math.Min(name.Length, 1)..]));
        lower.Add(ByteString.Repeat((byte)'a', Math.Max(name.Length - 1, 0)));
        lower.Add(ByteString.Repeat((byte)'a', name.Length));
        for (int i = 0; i < name.Length; i++)
        {
            lower.Add(Replaced(name, i, (byte)'a'));
            if (name.Span[i] is >= (byte)'0' and <= (byte)'9')
            {
                lower.Add(Replaced(name, i, (byte)'b'));
            }
        }

        if (isWord)
        {
            lower.Add(ByteString.Of("off"));
            return lower.Where(candidate => ProgramOrder.WordComesBefore(candidate, name)).Distinct();
        }

        return lower.Where(candidate => ProgramOrder.ComesBefore(candidate, name)).Distinct();
    }

    private static IEnumerable<ByteString> Buffers(ByteString buffer)
    {
        var lower = new List<ByteString>
        {
            ByteString.Empty,
            new(buffer.Span[..(buffer.Length / 2)]),
            new(buffer.Span[..Math.Max(buffer.Length - 1, 0)]),
            new(buffer.Span.TrimEnd((byte)0)),
        };
        for (int i = 0; i < buffer.Length && i < 80; i++)
        {
            if (buffer.Span[i] != 0)
            {
                lower.Add(Replaced(buffer, i, 0));
                lower.Add(new ByteString([.. buffer.Span[..Math.Max(i - 1, 0)], .. buffer.Span[i..]]));
                lower.Add(Replaced(buffer, i, 1));
                lower.Add(Replaced(buffer, i, (byte)(buffer.Span[i] - (i < SizeField ? 1 : buffer.Span[i] / 2))));
            }
        }

        AddFrames(buffer, lower);
        return lower.Where(candidate => ProgramOrder.IsBelow(candidate, buffer)).Distinct();
    }

    /// <summary>Other sizes at the start of an argument, as numbers.</summary>
    private static void AddFrames(ByteString buffer, List<ByteString> lower)
    {
        if (buffer.Length < SizeField)
        {
            return;
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(buffer.Span);
        foreach (uint less in Frames.Append(size / 2).Append(size - 1).Where(less => less < size))
        {
            byte[] framed = buffer.Span.ToArray();
            BinaryPrimitives.WriteUInt32LittleEndian(framed, less);
            lower.Add(new ByteString(framed));
        }
    }

    /// <summary>Another single word, or the set with one word less, as long as one is left.</summary>
    private static IEnumerable<Argument> Subsets(Argument argument)
    {
        foreach (string word in Callbacks.Where(word => ProgramOrder.SetComesBefore(word, argument.Text)))
        {
            yield return argument with
            {
                Text = word,
            };
        }

        string[] words = argument.Text.Split(',');
        for (int i = 0; i < words.Length && words.Length > 1; i++)
        {
            yield return argument with
            {
                Text = string.Join(',', words.Where((_, index) => index != i)),
            };
        }
    }

    private static IEnumerable<Argument> Kinds(Argument argument)
    {
        foreach (SpecialKind kind in Enum.GetValues<SpecialKind>())
        {
            string word = kind.ToString().ToLowerInvariant();
            if (word == argument.Text)
            {
                yield break;
            }

            yield return argument with
            {
                Text = word,
            };
        }
    }

    private static ByteString Replaced(ByteString bytes, int index, byte value)
    {
        byte[] copy = bytes.Span.ToArray();
        copy[index] = value;
        return new ByteString(copy);
    }
}
