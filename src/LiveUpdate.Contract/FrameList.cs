using System.Globalization;
using System.Text;

namespace LiveUpdate.Contract;

/// <summary>The answer's form of page frames: runs of consecutive frames in the order of an object, <c>4096*4,9000*1</c>.</summary>
/// <remarks>A run never goes on where the one before it ends; no frames are the empty value.</remarks>
public static class FrameList
{
    /// <summary>The text of frames.</summary>
    /// <param name="runs">The runs; neighbours that join are printed as one, and empty ones not at all.</param>
    public static ByteString Print(ReadOnlySpan<FrameRun> runs)
    {
        var text = new StringBuilder();
        for (int i = 0; i < runs.Length; )
        {
            FrameRun run = runs[i++];
            while (i < runs.Length && (runs[i].Count == 0 || runs[i].Start == run.End))
            {
                run = run with { Count = run.Count + runs[i++].Count };
            }

            if (run.Count > 0)
            {
                text.Append(text.Length > 0 ? "," : string.Empty)
                    .Append(CultureInfo.InvariantCulture, $"{run.Start}*{run.Count}");
            }
        }

        return ByteString.Of(text.ToString());
    }

    /// <summary>Reads frames.</summary>
    /// <param name="text">The text.</param>
    /// <param name="runs">The runs.</param>
    /// <returns>Whether the text is of this form, with no run that is empty or reaches beyond 2^52 frames.</returns>
    public static bool TryParse(ByteString text, out FrameRun[] runs)
    {
        runs = [];
        if (text.Length == 0)
        {
            return true;
        }

        string[] parts = Encoding.ASCII.GetString(text.Span).Split(',');
        var read = new FrameRun[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            string[] numbers = parts[i].Split('*');
            const ulong Most = 1UL << 52;
            if (
                numbers.Length != 2
                || !ulong.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out ulong start)
                || !ulong.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong count)
                || count is 0 or > Most
                || start > Most - count
            )
            {
                return false;
            }

            read[i] = new FrameRun(start, count);
        }

        runs = read;
        return true;
    }
}
