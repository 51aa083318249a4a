using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Where two answers' contents part.</summary>
internal static class FirstDifference
{
    /// <summary>Whether the first byte that differs should have been zero; true as well when that cannot be seen.</summary>
    public static bool ExpectsZero(Outcome wanted, Outcome got) =>
        Runs(wanted) is not { } expected || Runs(got) is not { } actual || Find(expected, actual)?.Expected == 0;

    /// <summary>Whether the first byte that differs is zero and should not be; false as well when that cannot be seen.</summary>
    public static bool ReadsZero(Outcome wanted, Outcome got) =>
        Runs(wanted) is { } expected && Runs(got) is { } actual && Find(expected, actual)?.Actual == 0;

    private static (byte Expected, byte Actual)? Find(
        List<(byte Value, ulong Length)> expected,
        List<(byte Value, ulong Length)> actual
    )
    {
        ulong atExpected = 0;
        ulong atActual = 0;
        int i = 0;
        int j = 0;
        while (i < expected.Count && j < actual.Count)
        {
            if (expected[i].Value != actual[j].Value)
            {
                return (expected[i].Value, actual[j].Value);
            }

            ulong endExpected = atExpected + expected[i].Length;
            ulong endActual = atActual + actual[j].Length;
            if (endExpected <= endActual)
            {
                atExpected = endExpected;
                i++;
            }

            if (endActual <= endExpected)
            {
                atActual = endActual;
                j++;
            }
        }

        return null;
    }

    /// <summary>The runs of an answer, or <see langword="null"/> when it only has their digest.</summary>
    private static List<(byte Value, ulong Length)>? Runs(Outcome outcome)
    {
        if (!outcome.TryGet(Field.Data, out FieldValue data) || data.Bytes is null)
        {
            return null;
        }

        var runs = new List<(byte, ulong)>();
        foreach (string run in data.Bytes.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int star = run.IndexOf('*', StringComparison.Ordinal);
            if (
                star < 0
                || !byte.TryParse(run[..star], NumberStyles.HexNumber, null, out byte value)
                || !ulong.TryParse(run[(star + 1)..], NumberStyles.None, null, out ulong length)
            )
            {
                return null;
            }

            runs.Add((value, length));
        }

        return runs;
    }
}
