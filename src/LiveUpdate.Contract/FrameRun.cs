using System.Runtime.InteropServices;

namespace LiveUpdate.Contract;

/// <summary>Page frames in a row.</summary>
/// <param name="Start">The number of the first frame: its physical address in units of a page.</param>
/// <param name="Count">How many frames.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FrameRun(ulong Start, ulong Count)
{
    /// <summary>The number behind the last frame.</summary>
    public ulong End => Start + Count;

    /// <summary>Whether the two have a frame in common.</summary>
    /// <param name="other">The other.</param>
    public bool Overlaps(FrameRun other) => Start < other.End && other.Start < End;
}
