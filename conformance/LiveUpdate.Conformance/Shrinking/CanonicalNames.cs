using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Gives the sessions of a program the names a, b, c and so on, in the order in which they first come up.</summary>
internal static class CanonicalNames
{
    private const int Letters = 26;

    /// <summary>The program with canonical session names; equal names stay equal, different ones different.</summary>
    /// <param name="operations">The program.</param>
    public static Operation[] Rename(Operation[] operations)
    {
        // A name that only raw ioctls carry is lowered byte by byte like the rest of their buffers.
        var known = new HashSet<ByteString>();
        foreach (Operation operation in operations)
        {
            if (operation is not Ioctl && SharedValues.NameOf(operation) is { } name)
            {
                known.Add(name);
            }
        }

        var names = new Dictionary<ByteString, ByteString>();
        var renamed = new Operation[operations.Length];
        for (int i = 0; i < renamed.Length; i++)
        {
            renamed[i] =
                SharedValues.NameOf(operations[i]) is { } name && known.Contains(name)
                    ? SharedValues.WithName(operations[i], NameFor(name, names))
                    : operations[i];
        }

        return renamed;
    }

    private static ByteString NameFor(ByteString name, Dictionary<ByteString, ByteString> names)
    {
        if (name.Length == 0)
        {
            return name;
        }

        if (!names.TryGetValue(name, out ByteString? canonical))
        {
            canonical = ByteString.Of(Numbered(names.Count));
            names[name] = canonical;
        }

        return canonical;
    }

    /// <summary>The name with that number, from 0.</summary>
    /// <param name="number">The number.</param>
    public static string Numbered(int number)
    {
        var text = new StringBuilder();
        for (int rest = number + 1; rest > 0; rest = (rest - 1) / Letters)
        {
            text.Insert(0, (char)('a' + (rest - 1) % Letters));
        }

        return text.ToString();
    }
}
