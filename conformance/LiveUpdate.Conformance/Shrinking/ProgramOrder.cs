using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The one order in which programs are plainer than others, and in which the search for a proof only goes down.</summary>
/// <remarks>
/// Fewer operations come first, then plainer verbs, then verbs as early as the language lists them, then fewer and lower
/// values, and last handles that were made earlier. How handles are called does not count.
/// </remarks>
internal static class ProgramOrder
{
    private const int SizeField = 4;

    private const string PlainestError = "EIO";

    private static readonly ByteString PlainestWord = ByteString.Of("off");

    /// <summary>Whether a set of words is lower: with fewer words, then earlier in the alphabet.</summary>
    /// <param name="left">The words, separated by commas.</param>
    /// <param name="right">What they are compared with.</param>
    public static bool SetComesBefore(string left, string right) => CompareSets(left, right) < 0;

    /// <summary>Compares two programs.</summary>
    /// <param name="left">One program.</param>
    /// <param name="right">The other.</param>
    /// <returns>Less than zero when the first is plainer, more when the second is, zero when they differ in names at most.</returns>
    public static int Compare(ReadOnlySpan<Operation> left, ReadOnlySpan<Operation> right)
    {
        int order = left.Length.CompareTo(right.Length);
        order = order != 0 ? order : WeightOf(left).CompareTo(WeightOf(right));
        for (int i = 0; i < left.Length && order == 0; i++)
        {
            order = PlaceOf(left[i].Verb).CompareTo(PlaceOf(right[i].Verb));
        }

        for (int i = 0; i < left.Length && order == 0; i++)
        {
            order = ReferenceEquals(left[i], right[i]) ? 0 : CompareValues(left[i], right[i]);
        }

        return order != 0 ? order : CompareHandles(left, right);
    }

    /// <summary>Whether bytes of a raw argument are lower: with a lower size field, then shorter, then byte by byte.</summary>
    /// <param name="left">The bytes.</param>
    /// <param name="right">What they are compared with.</param>
    public static bool IsBelow(ByteString left, ByteString right) => CompareBuffers(left, right) < 0;

    /// <summary>Whether a name is lower: shorter, then with more of the letters at the beginning of the alphabet.</summary>
    /// <param name="left">The name.</param>
    /// <param name="right">What it is compared with.</param>
    public static bool ComesBefore(ByteString left, ByteString right) => CompareNames(left, right) < 0;

    /// <summary>Whether a word of a command line is lower: <c>off</c> is the lowest, then as with names.</summary>
    /// <param name="left">The word.</param>
    /// <param name="right">What it is compared with.</param>
    public static bool WordComesBefore(ByteString left, ByteString right) => CompareWords(left, right) < 0;

    /// <summary>How far from plain a verb is: what makes something comes before what looks, looks before changes, changes before the unusual.</summary>
    private static int Weight(Verb verb) =>
        verb switch
        {
            Verb.Open => 0,
            Verb.CreateSession => 1,
            Verb.Memfd => 2,
            Verb.PreserveFd => 3,
            Verb.Kexec => 4,
            Verb.RetrieveSession => 5,
            Verb.RetrieveFd => 6,
            Verb.GetName => 7,
            Verb.Finish => 8,
            Verb.Close => 9,
            Verb.Seek => 10,
            Verb.Dup => 11,
            Verb.Reopen => 12,
            Verb.Stat => 13,
            Verb.GetSeals => 14,
            Verb.Read => 15,
            Verb.Write => 16,
            Verb.Truncate => 17,
            Verb.Fallocate => 18,
            Verb.Ioctl => 60,
            // What the probe itself refuses is no answer of the kernel: only where nothing else shows the fault.
            Verb.KhoFree or Verb.KhoUnpreserveFree => 200,
            _ => 20 + (int)verb,
        };

    /// <summary>Where a verb stands among those that could be in its place; a fault comes as late as it can.</summary>
    private static int PlaceOf(Verb verb) => verb == Verb.Inject ? int.MaxValue : (int)verb;

    private static int WeightOf(ReadOnlySpan<Operation> operations)
    {
        int sum = 0;
        foreach (Operation operation in operations)
        {
            sum += Weight(operation.Verb);
        }

        return sum;
    }

    private static int CompareValues(Operation left, Operation right)
    {
        int order = right.Result.IsNone.CompareTo(left.Result.IsNone);
        if (order == 0 && left is Ioctl raw && right is Ioctl other)
        {
            return CompareRaw(raw, other);
        }

        IReadOnlyList<Argument> a = left.Arguments;
        IReadOnlyList<Argument> b = right.Arguments;
        order = order != 0 ? order : a.Count.CompareTo(b.Count);
        for (int i = 0; i < a.Count && order == 0; i++)
        {
            order = string.CompareOrdinal(a[i].Name, b[i].Name);
            order = order != 0 ? order : CompareValues(a[i], b[i]);
        }

        return order;
    }

    /// <summary>Bytes that are zero may be written or only counted; that is the last to matter.</summary>
    private static int CompareRaw(Ioctl left, Ioctl right)
    {
        int order = left.Place.CompareTo(right.Place);
        order = order != 0 ? order : right.File.IsNone.CompareTo(left.File.IsNone);
        order = order != 0 ? order : left.Command.CompareTo(right.Command);
        order = order != 0 ? order : left.Length.CompareTo(right.Length);
        return order != 0 ? order : CompareBuffers(left.Argument, right.Argument);
    }

    private static int CompareValues(Argument left, Argument right) =>
        left.Kind switch
        {
            ArgumentKind.Number => left.Number.CompareTo(right.Number),
            ArgumentKind.Bytes when left.Name is "kho" or "liveupdate" => CompareWords(left.Bytes!, right.Bytes!),
            ArgumentKind.Bytes => CompareNames(left.Bytes!, right.Bytes!),
            ArgumentKind.HexBytes => CompareBuffers(left.Bytes!, right.Bytes!),
            ArgumentKind.Choice => CompareChoices(left.Text, right.Text),
            ArgumentKind.Set => CompareSets(left.Text, right.Text),
            _ => 0,
        };

    private static int CompareChoices(string left, string right)
    {
        if (
            Enum.TryParse(left, ignoreCase: true, out SpecialKind a)
            && Enum.TryParse(right, ignoreCase: true, out SpecialKind b)
        )
        {
            return a.CompareTo(b);
        }

        int order = (right == PlainestError).CompareTo(left == PlainestError);
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    private static int CompareSets(string left, string right)
    {
        int order = left.AsSpan().Count(',').CompareTo(right.AsSpan().Count(','));
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    private static int CompareWords(ByteString left, ByteString right)
    {
        int order = right.Equals(PlainestWord).CompareTo(left.Equals(PlainestWord));
        return order != 0 ? order : CompareNames(left, right);
    }

    private static int CompareNames(ByteString left, ByteString right)
    {
        int order = left.Length.CompareTo(right.Length);
        for (int i = 0; i < left.Length && order == 0; i++)
        {
            order = Rank(left.Span[i]).CompareTo(Rank(right.Span[i]));
        }

        return order;
    }

    private static int CompareBuffers(ByteString left, ByteString right)
    {
        int order = SizeOf(left).CompareTo(SizeOf(right));
        order = order != 0 ? order : left.Length.CompareTo(right.Length);
        return order != 0 ? order : left.Span.SequenceCompareTo(right.Span);
    }

    /// <summary>The field at the start of an ioctl's argument that says how long it is.</summary>
    private static uint SizeOf(ByteString buffer) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SharedValues.Padded(buffer, SizeField));

    private static int Rank(byte value) => value is >= (byte)'a' and <= (byte)'z' ? value - 'a' : 26 + value;

    private static int CompareHandles(ReadOnlySpan<Operation> left, ReadOnlySpan<Operation> right)
    {
        var made = new Dictionary<Handle, int>();
        var others = new Dictionary<Handle, int>();
        for (int i = 0; i < left.Length; i++)
        {
            IReadOnlyList<Argument> a = left[i].Arguments;
            IReadOnlyList<Argument> b = right[i].Arguments;
            for (int k = 0; k < a.Count; k++)
            {
                int order =
                    a[k].Kind == ArgumentKind.Handle
                        ? made.GetValueOrDefault(a[k].Handle).CompareTo(others.GetValueOrDefault(b[k].Handle))
                        : 0;
                if (order != 0)
                {
                    return order;
                }
            }

            made[left[i].Result] = left[i].Result.IsNone ? 0 : i + 1;
            others[right[i].Result] = right[i].Result.IsNone ? 0 : i + 1;
        }

        return 0;
    }
}
