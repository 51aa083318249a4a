using System.Text;

namespace LiveUpdate.Contract.Tests;

/// <summary>Makes program texts that are nearly right, from a seed.</summary>
internal sealed class TextMutator(ulong seed)
{
    private const string Alphabet = "adms0159_= \t#%-><,:/xfé\u0000\u00ff\n\r~\"ZK";

    private ulong _state = seed;

    /// <summary>A program of some of the lines, most of the time with a few characters changed.</summary>
    public string Program(string[] lines)
    {
        var text = new StringBuilder(Next(50) == 0 ? string.Empty : "luo 1\n");
        for (int i = Next(4); i >= 0; i--)
        {
            text.Append(lines[Next(lines.Length)]);
            text.Append(Next(4) == 0 ? " -> ok len=5 data=07*5" : string.Empty).Append('\n');
        }

        for (int i = Next(3); i > 0 && text.Length > 0; i--)
        {
            Mutate(text);
        }

        return text.ToString();
    }

    private void Mutate(StringBuilder text)
    {
        int at = Next(text.Length);
        switch (Next(4))
        {
            case 0:
                text[at] = Alphabet[Next(Alphabet.Length)];
                break;
            case 1:
                text.Insert(at, Alphabet[Next(Alphabet.Length)]);
                break;
            case 2:
                text.Remove(at, Math.Min(1 + Next(8), text.Length - at));
                break;
            default:
                text.Insert(at, text.ToString(at, Math.Min(1 + Next(12), text.Length - at)));
                break;
        }
    }

    private int Next(int below)
    {
        _state = _state * 6364136223846793005UL + 1442695040888963407UL;
        return (int)((_state >> 33) % (ulong)below);
    }
}
