namespace LiveUpdate.Conformance;

/// <summary>Which case: a random one by its seed and index, or a program of the corpus by its name.</summary>
/// <param name="Seed">The campaign's seed.</param>
/// <param name="Index">The index of a random case; for the corpus the place in it, counted from -count to -1.</param>
/// <param name="CorpusName">The name in the corpus, or <see langword="null"/> for a random case.</param>
public readonly record struct CaseId(ulong Seed, long Index, string? CorpusName = null)
{
    /// <summary>Whether it is the race behind a random case, rather than the case itself.</summary>
    public bool IsRace { get; init; }

    /// <summary><c>seed/index</c>, <c>seed/race-index</c>, or the corpus program's name.</summary>
    public override string ToString() => CorpusName ?? (IsRace ? $"{Seed}/race-{Index}" : $"{Seed}/{Index}");
}
