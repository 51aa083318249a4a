using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>What a campaign runs, for how long, and what it keeps.</summary>
/// <remarks>
/// Every case depends on (<see cref="Seed"/>, index) alone. A campaign that is bounded by <see cref="Cases"/> gives the
/// same result, timing apart, with any number of <see cref="Workers"/>.
/// </remarks>
public sealed record CampaignOptions
{
    /// <summary>The seed from which every case is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The index of the first case; campaigns can be cut into shards by it.</summary>
    public long FirstCase { get; init; }

    /// <summary>How many random cases to run at most.</summary>
    public long Cases { get; init; } = long.MaxValue;

    /// <summary>When to stop, or <see langword="null"/> for when the cases are done.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The most operations that a generated program has, at least 4.</summary>
    public int MaxOperations { get; init; } = 800;

    /// <summary>How many threads run cases, at least 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The faults that every program is run with besides running as it is; each makes a case of many runs.</summary>
    public FaultKinds Faults { get; init; }

    /// <summary>The clauses of interest: cases lean towards them, and only their violations count.</summary>
    public ClauseFilter Clauses { get; init; } = ClauseFilter.All;

    /// <summary>Programs that run before the random cases, in this order.</summary>
    public IReadOnlyList<CorpusProgram> Corpus { get; init; } = [];

    /// <summary>The directory that failing programs are written to, made when needed; <see langword="null"/> for none.</summary>
    public string? OutDirectory { get; init; }

    /// <summary>What happens after a failure.</summary>
    public StopPolicy Stop { get; init; } = StopPolicy.KeepGoing;

    /// <summary>The most failures that are kept; each breaks a clause that no other kept one breaks.</summary>
    public int MaxFailures { get; init; } = 10;

    /// <summary>Whether failures are made minimal.</summary>
    public bool Shrink { get; init; } = true;

    /// <summary>
    /// How long all failures together may take to be seen again and made small; cases do not count. What is not minimal by
    /// then is told as it is.
    /// </summary>
    public TimeSpan ShrinkTime { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>What the model takes for granted about the implementation.</summary>
    public ModelOptions Model { get; init; } = ModelOptions.Default;

    /// <summary>Makes who judges handover images where the implementation shows them, one for each worker; <see langword="null"/> for nobody.</summary>
    public Func<IImageJudge>? ImageJudge { get; init; } = Conformance.ImageJudge.Create;

    /// <summary>What is planted into images behind the corpus, where the implementation lets them be changed.</summary>
    public IReadOnlyList<Planting> Plantings { get; init; } = PlantingCatalogue.All;

    /// <summary>Whether several agents act at once now and then, where the implementation lets them.</summary>
    public bool Races { get; init; } = true;

    /// <summary>
    /// Learns of each program before its first operation runs; needed where the implementation can take this process
    /// down with it. <see langword="null"/> for nobody.
    /// </summary>
    public ICaseJournal? Journal { get; init; }

    /// <summary>What the implementation is known to do differently; the program of each entry runs first.</summary>
    public KnownDeviations Known { get; init; } = KnownDeviations.None;

    /// <summary>The time between two <see cref="ProgressReported"/>.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(100);
}
