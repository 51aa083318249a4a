using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Makes a failing program minimal: nothing can be removed from it and no value lowered with the same clause still broken.</summary>
public static class Reducer
{
    /// <summary>Reduces a program.</summary>
    /// <param name="program">The program; recorded answers are ignored.</param>
    /// <param name="implementation">The implementation to judge.</param>
    /// <param name="imageJudge">Makes who judges handover images; <see langword="null"/> for the usual judge.</param>
    /// <param name="modelOptions">What the model takes for granted; <see langword="null"/> for the usual.</param>
    /// <param name="cancellation">Ends the search early, with the smallest program so far.</param>
    /// <returns>The failure, or <see langword="null"/> when the program breaks no clause.</returns>
    /// <exception cref="ImplementationFaultException">The implementation gave no answer to the program as it is.</exception>
    public static Failure? Reduce(
        Program program,
        IImplementation implementation,
        Func<IImageJudge>? imageJudge = null,
        ModelOptions? modelOptions = null,
        CancellationToken cancellation = default
    )
    {
        var model = new LiveUpdateModel(modelOptions ?? ModelOptions.Default);
        if (program.HasRace)
        {
            if (implementation is not IRacingImplementation racing)
            {
                return null;
            }

            var races = new RaceExplorer(model, racing, imageJudge ?? ImageJudge.Create);
            return races.TryAll(program, null) is { } broken
                ? Reduce(default, broken, races, KnownDeviations.None, TimeProvider.System, cancellation)
                : null;
        }

        var runner = new CaseRunner(model, implementation, imageJudge ?? ImageJudge.Create);
        Violation? found = runner.Run(program.Operations.ToArray(), null, null);
        return found is null
            ? null
            : Reduce(
                default,
                found,
                runner,
                KnownDeviations.None,
                ShrinkScope.SameClause,
                TimeProvider.System,
                cancellation
            );
    }

    /// <summary>Reduces a violation that was found.</summary>
    internal static Failure Reduce(
        CaseId caseId,
        Violation found,
        CaseRunner runner,
        KnownDeviations known,
        ShrinkScope scope,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        long started = clock.GetTimestamp();
        var shrinker = new Shrinker(found, candidate => Run(runner, known, candidate), scope, cancellation);
        shrinker.Shrink();
        return new Failure(
            caseId,
            found,
            shrinker.Best,
            shrinker.IsComplete,
            shrinker.Runs,
            clock.GetElapsedTime(started),
            null,
            null
        );
    }

    /// <summary>Reduces a violation that was found by a race, or that turned out to need none.</summary>
    internal static Failure Reduce(
        CaseId caseId,
        Violation found,
        RaceExplorer races,
        KnownDeviations known,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (!found.Program.HasRace)
        {
            return Reduce(caseId, found, races.OneByOne, known, ShrinkScope.SameClause, clock, cancellation);
        }

        long started = clock.GetTimestamp();
        var reducer = new RaceReducer(found, races, known, cancellation);
        reducer.Reduce();
        return new Failure(
            caseId,
            found,
            reducer.Best,
            reducer.IsComplete,
            reducer.Runs,
            clock.GetElapsedTime(started),
            null,
            null
        );
    }

    /// <summary>A candidate that gets no answer, or shows what is known, is no proof of the clause.</summary>
    internal static Violation? Run(CaseRunner runner, KnownDeviations known, Operation[] candidate)
    {
        try
        {
            Violation? violation = runner.Run(candidate, null, null);
            return violation is null || known.Find(violation) is not null ? null : violation;
        }
        catch (ImplementationFaultException)
        {
            return null;
        }
    }
}
