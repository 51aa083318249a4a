namespace LiveUpdate.Conformance;

/// <summary>Adds up chunks in the order of their indices, whoever hands them in and when.</summary>
/// <remarks>So the sum is that of a prefix of the cases, and does not depend on the number of workers.</remarks>
/// <param name="options">The campaign's options.</param>
/// <param name="files">Where failing programs are written at once.</param>
internal sealed class CampaignLedger(CampaignOptions options, FailureFiles files)
{
    private readonly Lock _handingIn = new();
    private readonly Dictionary<long, CaseChunk> _waiting = [];
    private readonly Stack<CoverageTable> _spare = [];
    private long _next;

    /// <summary>The sum.</summary>
    public CaseChunk Sum { get; } = new() { Coverage = new CoverageTable() };

    /// <summary>The files of <see cref="CaseChunk.Failures"/> of the sum.</summary>
    public List<string?> Paths { get; } = [];

    /// <summary>A table for a chunk.</summary>
    public CoverageTable TakeTable()
    {
        lock (_handingIn)
        {
            return _spare.TryPop(out CoverageTable? table) ? table : new CoverageTable();
        }
    }

    /// <summary>Hands in a chunk.</summary>
    /// <param name="index">Its place in the order: 0, 1, 2 … without a gap.</param>
    /// <param name="chunk">The chunk.</param>
    public void HandIn(long index, CaseChunk chunk)
    {
        lock (_handingIn)
        {
            _waiting.Add(index, chunk);
            while (_waiting.Remove(_next, out CaseChunk? following))
            {
                _next++;
                if (!Sum.EndsCampaign)
                {
                    Add(following);
                }

                following.Coverage.Clear();
                _spare.Push(following.Coverage);
            }
        }
    }

    private void Add(CaseChunk chunk)
    {
        Sum.Coverage.Merge(chunk.Coverage);
        Sum.Cases += chunk.Cases;
        Sum.Operations += chunk.Operations;
        Sum.Kexecs += chunk.Kexecs;
        Sum.Faults += chunk.Faults;
        Sum.Races += chunk.Races;
        Sum.RaceRuns += chunk.RaceRuns;
        Sum.FailingCases += chunk.FailingCases;
        Sum.IgnoredCases += chunk.IgnoredCases;
        foreach ((string id, long times) in chunk.Known)
        {
            Sum.Known[id] = Sum.Known.GetValueOrDefault(id) + times;
        }

        Sum.Fault = chunk.Fault;
        Sum.EndsCampaign = chunk.EndsCampaign;
        foreach ((CaseId caseId, Violation violation) in chunk.Failures)
        {
            if (Sum.Failures.Count < options.MaxFailures && !Sum.Has(violation.Clause))
            {
                Sum.Failures.Add((caseId, violation));
                Paths.Add(files.Write(caseId, violation, isMinimal: false));
            }
        }
    }
}
