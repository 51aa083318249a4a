using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>The clauses that a look at the tracker shows: those of all changes since the last look, the last one last.</summary>
/// <param name="Clause">The clause of one change.</param>
/// <param name="Before">The changes before it, or <see langword="null"/>.</param>
internal sealed record TrackerChange(ClauseId Clause, TrackerChange? Before)
{
    private const int Most = 8;

    /// <summary>These changes with another one.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="clause">The clause of the new one.</param>
    public static TrackerChange And(TrackerChange? changes, ClauseId clause)
    {
        int known = 0;
        for (TrackerChange? at = changes; at is not null; at = at.Before)
        {
            known++;
        }

        return new TrackerChange(clause, known < Most ? changes : null);
    }
}
