using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A handle that the generated program holds, and what for.</summary>
/// <param name="Handle">The handle.</param>
/// <param name="Kind">What it names.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Holding(Handle Handle, HoldingKind Kind);
