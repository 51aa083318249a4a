using System.Runtime.CompilerServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>How a refusal is written down: the error next to the clause that demands it.</summary>
internal static class Guards
{
    /// <summary>The error; the clause is there for people, and for searching.</summary>
    /// <param name="errno">The error.</param>
    /// <param name="clause">The clause that demands it, or the table of the documentation that it stands in.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Errno Refusal(Errno errno, string clause)
    {
        _ = clause;
        return errno;
    }
}
