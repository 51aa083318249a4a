using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Shrinks on an implementation that runs many programs at once far cheaper than one after the other.</summary>
/// <remarks>
/// The search is the ordinary one, from the start again and again, over a memory of all programs run so far. A program
/// that is not remembered is taken to break nothing for the moment, and noted; when enough are noted they are all run at
/// once and remembered. The last search meets only remembered programs, so its result is what the ordinary search finds.
/// </remarks>
internal sealed class BatchReducer
{
    private const int Together = 120;
    private const int MostRounds = 40;
    private const int MostBoots = 24;

    private readonly IBatchImplementation _implementation;
    private readonly RecordedImplementation _recorded;
    private readonly CaseRunner _judge;
    private readonly CaseRunner _alone;
    private readonly KnownDeviations _deviations;
    private readonly Dictionary<Operation[], Violation?> _known = new(ProgramComparer.Instance);
    private readonly List<Operation[]> _wanted = [];

    /// <summary>A reducer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="implementation">What is judged.</param>
    /// <param name="deviations">What is known of it already.</param>
    /// <param name="imageJudge">Makes who judges images; <see langword="null"/> for nobody.</param>
    public BatchReducer(
        LiveUpdateModel model,
        IBatchImplementation implementation,
        KnownDeviations deviations,
        Func<IImageJudge>? imageJudge = null
    )
    {
        _implementation = implementation;
        _deviations = deviations;
        _alone = new CaseRunner(model, implementation, imageJudge);
        _recorded = new RecordedImplementation(implementation);
        _judge = new CaseRunner(model, _recorded, imageJudge);
    }

    /// <summary>Reduces a violation that was found.</summary>
    public Failure Reduce(CaseId caseId, Violation found, TimeProvider clock, CancellationToken cancellation)
    {
        if (found.Kind == ViolationKind.Memory && _implementation is ILossMeter meter)
        {
            return ReduceSlowly(caseId, found, candidate => Measure(candidate, meter), clock, cancellation);
        }

        long started = clock.GetTimestamp();
        Shrinker shrinker = Search(found, cancellation);
        for (int round = 0; _wanted.Count > 0 && round < MostRounds && !cancellation.IsCancellationRequested; round++)
        {
            if (!TryRun(cancellation))
            {
                break;
            }

            shrinker = Search(found, cancellation);
        }

        if (found.Kind == ViolationKind.Image && shrinker.Best == found)
        {
            // It shows in the image of the program alone: what is wrong belongs to no session.
            return ReduceSlowly(
                caseId,
                found,
                candidate => Reducer.Run(_alone, _deviations, candidate),
                clock,
                cancellation
            );
        }

        // What others on the same machine have to do with it shows when the program is alone.
        Violation? alone = Reducer.Run(_alone, _deviations, shrinker.Operations);
        bool complete = shrinker.IsComplete && _wanted.Count == 0 && alone is not null;
        TimeSpan time = clock.GetElapsedTime(started);
        return new Failure(caseId, found, alone ?? found, complete, _known.Count + 1, time, null, null);
    }

    /// <summary>
    /// Each candidate costs at least a boot, with many runs of it where it is about memory, so operations are only removed, many at a time first, and the
    /// search ends after a number of boots.
    /// </summary>
    private Failure ReduceSlowly(
        CaseId caseId,
        Violation found,
        Func<Operation[], Violation?> run,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        long started = clock.GetTimestamp();
        Violation best = found;
        int boots = 0;
        bool isOver() => boots >= MostBoots || cancellation.IsCancellationRequested;
        int size = found.Program.Lines.Length;
        while (size > 1 && !isOver())
        {
            size = (size + 1) / 2;
            for (int at = 0; at < best.Program.Lines.Length && !isOver(); )
            {
                Operation[] all = [.. best.Program.Operations];
                Operation[] candidate = [.. all[..at], .. all[Math.Min(all.Length, at + size)..]];
                boots++;
                if (
                    candidate.Length > 0
                    && run(candidate) is { } violation
                    && violation.Kind == found.Kind
                    && (violation.Kind == ViolationKind.Memory || violation.Clause == found.Clause)
                )
                {
                    best = violation;
                }
                else
                {
                    at += size;
                }
            }
        }

        return new Failure(caseId, found, best, false, boots, clock.GetElapsedTime(started), null, null);
    }

    private Violation? Measure(Operation[] candidate, ILossMeter meter)
    {
        if (candidate.Length == 0 || meter.MeasureLoss(Program.Of(candidate)) is not { } answer)
        {
            return null;
        }

        _recorded.Give(answer);
        return Reducer.Run(_judge, _deviations, candidate);
    }

    private Shrinker Search(Violation found, CancellationToken cancellation)
    {
        _wanted.Clear();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var shrinker = new Shrinker(found, candidate => Recall(candidate, enough), ShrinkScope.Narrow, enough.Token);
        shrinker.Shrink();
        return shrinker;
    }

    private Violation? Recall(Operation[] candidate, CancellationTokenSource enough)
    {
        if (_known.TryGetValue(candidate, out Violation? violation))
        {
            return violation;
        }

        _wanted.Add(candidate);
        if (_wanted.Count == Together)
        {
            enough.Cancel();
        }

        return null;
    }

    /// <returns>Whether it was not cancelled.</returns>
    private bool TryRun(CancellationToken cancellation)
    {
        IReadOnlyList<BatchAnswer> answers;
        try
        {
            answers = _implementation.RunBatch([.. _wanted.Select(Program.Of)], cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }

        for (int i = 0; i < answers.Count; i++)
        {
            _recorded.Give(answers[i]);
            _known[_wanted[i]] = Reducer.Run(_judge, _deviations, _wanted[i]);
        }

        return true;
    }
}
