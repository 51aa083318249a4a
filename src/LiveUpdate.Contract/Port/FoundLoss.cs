using System.Collections.Immutable;

namespace LiveUpdate.Contract;

/// <summary>Programs that lose memory, by two measurements at least.</summary>
/// <param name="Members">
/// Their places among the suspects, ascending. One program does it by itself; of several neither half was seen to do it
/// without the other.
/// </param>
/// <param name="Lost">What all of them together lose each time they run.</param>
public sealed record FoundLoss(ImmutableArray<int> Members, MemoryLost Lost);
