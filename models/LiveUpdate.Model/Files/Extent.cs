using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A range of a file that holds a fill pattern; see <see cref="FillPattern"/>.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind its last one.</param>
/// <param name="Fill">The fill value.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Extent(ulong Start, ulong End, byte Fill);
