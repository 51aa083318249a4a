using System.Collections.Immutable;
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
    private const int Fewest = 8;
    private const int RunsAlone = 2;
    private const int MostRounds = 40;
    private const int MostBoots = 24;

    /// <summary>A round of candidates that takes longer is followed by a smaller one.</summary>
    private static readonly TimeSpan LongRound = TimeSpan.FromSeconds(16);

    private readonly IBatchImplementation _implementation;
    private readonly RecordedImplementation _recorded;
    private readonly CaseRunner _judge;
    private readonly CaseRunner _alone;
    private readonly KnownDeviations _deviations;
    private readonly Dictionary<Operation[], Violation?> _known = new(ProgramComparer.Instance);
    private readonly List<Operation[]> _wanted = [];
    private int _together = Together;
    private int _runs;

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

    /// <summary>Sees a violation that was found again, and reduces it.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="found">The violation.</param>
    /// <param name="company">The programs that shared its machine.</param>
    /// <param name="reproduction">What is known already of whether it was seen again.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="interruption">Ends everything.</param>
    /// <param name="cancellation">Ends the search, also when its time is up; what was reached by then counts.</param>
    public Failure Reduce(
        CaseId caseId,
        Violation found,
        ImmutableArray<Companion> company,
        Reproduction reproduction,
        TimeProvider clock,
        CancellationToken interruption,
        CancellationToken cancellation
    )
    {
        if (found.Kind == ViolationKind.Memory && _implementation is ILossMeter meter)
        {
            return ReduceSlowly(caseId, found, candidate => Measure(candidate, meter), clock, cancellation);
        }

        long started = clock.GetTimestamp();
        Violation? again = reproduction == Reproduction.Never ? null : SeeAlone(found, cancellation);
        Failure failure = again is null
            ? ReduceCompany(
                caseId,
                found,
                reproduction == Reproduction.Never ? [] : company,
                interruption,
                cancellation
            )
            : ReduceAlone(caseId, found, again, clock, cancellation);
        return failure with { ShrinkTime = clock.GetElapsedTime(started), CompanySize = company.Length };
    }

    /// <summary>The same clause broken by the program alone on a fresh machine; <see langword="null"/> when it does not show.</summary>
    private Violation? SeeAlone(Violation found, CancellationToken cancellation)
    {
        for (int run = 0; run == 0 || (run < RunsAlone && !cancellation.IsCancellationRequested); run++)
        {
            _runs++;
            if (
                Reducer.Run(_alone, _deviations, [.. found.Program.Operations]) is { } again
                && again.Clause == found.Clause
            )
            {
                return again;
            }
        }

        return null;
    }

    private Failure ReduceAlone(
        CaseId caseId,
        Violation found,
        Violation again,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        Program program = Program.Of([.. found.Program.Operations]);
        if (found.Kind == ViolationKind.Image && SeeWith(found, [new Companion(caseId, program)], cancellation) is null)
        {
            // It shows in the image of the program alone: what is wrong belongs to no session.
            return ReduceSlowly(
                caseId,
                found,
                candidate => Reducer.Run(_alone, _deviations, candidate),
                clock,
                cancellation
            ) with
            {
                Reproduction = Reproduction.Alone,
            };
        }

        var wide = new WideReduction(found, candidates => RunAll(candidates, cancellation));
        wide.Reduce();
        Shrinker shrinker = Search(wide.Best, cancellation);
        for (int round = 0; _wanted.Count > 0 && round < MostRounds && !cancellation.IsCancellationRequested; round++)
        {
            long began = clock.GetTimestamp();
            if (!TryRun(cancellation))
            {
                break;
            }

            // Some programs cannot share a machine, and a round of those takes long.
            TimeSpan took = clock.GetElapsedTime(began);
            _together =
                took > LongRound ? Math.Max(Fewest, _together / 2)
                : took < LongRound / 4 ? Math.Min(Together, _together * 2)
                : _together;
            shrinker = Search(wide.Best, cancellation);
        }

        if (cancellation.IsCancellationRequested)
        {
            // Time is up: what is remembered counts, all else is taken to break nothing.
            _together = int.MaxValue;
            shrinker = Search(wide.Best, CancellationToken.None);
        }

        // What others on the same machine have to do with it shows when the program is alone.
        _runs++;
        Violation? alone = shrinker.Best == found ? again : Reducer.Run(_alone, _deviations, shrinker.Operations);
        bool complete = shrinker.IsComplete && _wanted.Count == 0 && alone is not null;
        return Make(caseId, found, alone ?? again, complete, Reproduction.Alone);
    }

    /// <summary>Looks for it with those who shared the machine, and for the fewest of them with whom it shows.</summary>
    private Failure ReduceCompany(
        CaseId caseId,
        Violation found,
        ImmutableArray<Companion> company,
        CancellationToken interruption,
        CancellationToken cancellation
    )
    {
        // Whether it shows again is to be known even when there is no time to go further.
        Violation? seen = company.IsEmpty ? null : SeeWith(found, company, interruption);
        if (seen is null)
        {
            return Make(caseId, found, found, false, Reproduction.Never);
        }

        while (company.Length > 1 && !cancellation.IsCancellationRequested)
        {
            ImmutableArray<Companion> half = company[..(company.Length / 2)];
            Violation? again = SeeWith(found, half, cancellation);
            if (again is null)
            {
                half = company[half.Length..];
                again = SeeWith(found, half, cancellation);
            }

            if (again is null)
            {
                break;
            }

            (seen, company) = (again, half);
        }

        return Make(caseId, found, seen with { Companions = company }, false, Reproduction.InCompany);
    }

    private Violation? SeeWith(Violation found, ImmutableArray<Companion> company, CancellationToken cancellation)
    {
        Operation[] operations = [.. found.Program.Operations];
        _runs += company.Length + 1;
        try
        {
            Program[] programs = [Program.Of(operations), .. company.Select(static c => c.Program)];
            _recorded.Give(_implementation.RunBatch(programs, cancellation)[0]);
        }
        catch (Exception fault) when (fault is ImplementationFaultException or OperationCanceledException)
        {
            return null;
        }

        return Reducer.Run(_judge, _deviations, operations) is { } seen && seen.Clause == found.Clause ? seen : null;
    }

    private Failure Make(
        CaseId caseId,
        Violation found,
        Violation minimal,
        bool isMinimal,
        Reproduction reproduction
    ) =>
        new(caseId, found, minimal, isMinimal, _known.Count + _runs, TimeSpan.Zero, null, null)
        {
            Reproduction = reproduction,
        };

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
        if (_wanted.Count == _together)
        {
            enough.Cancel();
        }

        return null;
    }

    /// <summary>Runs programs all at once; those that are remembered are not run again.</summary>
    /// <returns>What each breaks; <see langword="null"/> when it was cancelled.</returns>
    private List<Violation?>? RunAll(IReadOnlyList<Operation[]> candidates, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return null;
        }

        _wanted.Clear();
        _wanted.AddRange(candidates.Where(candidate => candidate.Length > 0 && !_known.ContainsKey(candidate)));
        return _wanted.Count > 0 && !TryRun(cancellation)
            ? null
            : [.. candidates.Select(candidate => candidate.Length == 0 ? null : _known[candidate])];
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
