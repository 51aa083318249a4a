using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The plantings of a campaign.</summary>
/// <param name="options">The campaign's options.</param>
/// <param name="implementation">What is judged.</param>
internal sealed class PlantingRound(CampaignOptions options, IImplementation implementation)
{
    /// <summary>What the name of a planting's case begins with.</summary>
    public const string Prefix = "planted/";

    /// <summary>Plants everything that a clause of interest asks for.</summary>
    /// <param name="chunk">Where the results go.</param>
    /// <param name="isOver">Whether to end early.</param>
    public void Run(CaseChunk chunk, Func<bool> isOver)
    {
        var runner = new PlantingRunner(implementation, options.Journal);
        foreach (Planting planting in options.Plantings.Where(p => p.Clauses.Any(options.Clauses.Includes)))
        {
            if (chunk.EndsCampaign || isOver())
            {
                return;
            }

            try
            {
                Note(runner.Run(planting), chunk);
            }
            catch (ImplementationFaultException thrown)
            {
                chunk.Fault = new TargetFault(
                    CaseOf(planting),
                    thrown.Kind,
                    thrown.Message,
                    thrown.LastWords,
                    -1,
                    new Program([])
                );
                chunk.EndsCampaign = true;
            }
        }
    }

    private CaseId CaseOf(Planting planting) => new(options.Seed, -1, Prefix + planting.Id);

    private void Note(PlantingResult result, CaseChunk chunk)
    {
        if (result.Fault is not null)
        {
            // Nothing was planted, so nothing was exercised; other cases tell why.
            return;
        }

        foreach (ClauseId clause in result.Planting.Clauses)
        {
            chunk.Coverage.CountExercised(Verb.Kexec, clause);
        }

        if (result.Violation is not { } violation)
        {
            return;
        }

        if (options.Known.Find(violation) is { } known)
        {
            chunk.Known[known.Id] = chunk.Known.GetValueOrDefault(known.Id) + 1;
            return;
        }

        chunk.Coverage.CountViolation(violation.Clause);
        if (!options.Clauses.Includes(violation.Clause))
        {
            return;
        }

        chunk.FailingCases++;
        chunk.EndsCampaign = options.Stop == StopPolicy.FirstFailure;
        if (!chunk.Has(violation.Clause))
        {
            chunk.Failures.Add((CaseOf(result.Planting), violation));
        }
    }
}
