using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What some cases with neighbouring indices brought: the unit in which workers take work and hand in results.</summary>
internal sealed class CaseChunk
{
    /// <summary>What was exercised.</summary>
    public required CoverageTable Coverage { get; init; }

    /// <summary>Cases run.</summary>
    public long Cases { get; set; }

    /// <summary>Operations executed.</summary>
    public long Operations { get; set; }

    /// <summary>Boots by kexec.</summary>
    public long Kexecs { get; set; }

    /// <summary>Programs with a race, which are not counted as cases.</summary>
    public long Races { get; set; }

    /// <summary>How often races were run, each time under a schedule.</summary>
    public long RaceRuns { get; set; }

    /// <summary>Cases that broke a clause of interest.</summary>
    public long FailingCases { get; set; }

    /// <summary>Cases that broke only other clauses.</summary>
    public long IgnoredCases { get; set; }

    /// <summary>The first failing case for each clause, in the order of cases; or the shortest, see <see cref="Keep"/>.</summary>
    public List<(CaseId Case, Violation Violation)> Failures { get; } = [];

    /// <summary>What was done to let faults happen.</summary>
    public FaultFigures Faults { get; set; } = FaultFigures.None;

    /// <summary>How many cases met each known deviation, by its id.</summary>
    public Dictionary<string, long> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The fault that ended the chunk, or <see langword="null"/>.</summary>
    public TargetFault? Fault { get; set; }

    /// <summary>Whether nothing behind this chunk counts.</summary>
    public bool EndsCampaign { get; set; }

    /// <summary>Keeps a failure, one for each clause.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="violation">What it broke.</param>
    /// <param name="prefersShort">Whether a shorter program takes the place of a longer one; else the first stays.</param>
    public void Keep(CaseId caseId, Violation violation, bool prefersShort)
    {
        int place = Failures.FindIndex(failure => failure.Violation.Clause == violation.Clause);
        if (place < 0)
        {
            Failures.Add((caseId, violation));
        }
        else if (prefersShort && violation.Program.Lines.Length < Failures[place].Violation.Program.Lines.Length)
        {
            Failures[place] = (caseId, violation);
        }
    }

    /// <summary>Whether a failure for the clause is in the chunk already.</summary>
    /// <param name="clause">The clause.</param>
    public bool Has(ClauseId clause) => Failures.Exists(failure => failure.Violation.Clause == clause);
}
