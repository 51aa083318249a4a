using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The clauses that are judged by what becomes of memory, whatever the answers say: the third kind of check beside the model and the image rules.</summary>
/// <remarks>
/// An implementation in this process shows the account of every page (<see cref="IMemoryAccounts"/>); on a kernel the totals
/// of free memory are compared. An account is drawn up behind each program and where a fault may have lost something.
/// </remarks>
public static class MemoryAccounts
{
    /// <summary>Memory of files that ended without being retrieved comes free; also said of what is lost without any other cause.</summary>
    public static ClauseId Discarded { get; } = ClauseId.Of("LUO-FILE-18");

    /// <summary>What was undone before the jump is not there behind it.</summary>
    public static ClauseId Undone { get; } = ClauseId.Of("KHO-PRES-12");

    /// <summary>What waits to be restored is not handed on.</summary>
    public static ClauseId HandedOn { get; } = ClauseId.Of("KHO-REST-05");

    /// <summary>All of them.</summary>
    public static ImmutableArray<ClauseId> Clauses { get; } = [Discarded, Undone, HandedOn];
}
