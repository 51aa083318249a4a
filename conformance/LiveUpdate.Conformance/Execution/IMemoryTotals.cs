using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A machine whose totals of free memory were compared.</summary>
internal interface IMemoryTotals
{
    /// <summary>What was lost because of the program, or <see langword="null"/> when nothing is known to be.</summary>
    MemoryLost? Lost { get; }

    /// <summary>Whether the totals were compared at all.</summary>
    bool IsCompared { get; }

    /// <summary>The other programs without which it is not lost; mostly none.</summary>
    ImmutableArray<Companion> Companions { get; }
}
