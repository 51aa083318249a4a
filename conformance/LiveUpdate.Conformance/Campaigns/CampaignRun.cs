using System.Runtime.ExceptionServices;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>One campaign: the corpus first, then random cases on all workers, then shrinking.</summary>
internal sealed class CampaignRun
{
    private const long MostCasesAChunk = 128;

    private readonly CampaignOptions _options;
    private readonly IImplementation _implementation;
    private readonly IRunObserver? _observer;
    private readonly CancellationToken _cancellation;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly FailureFiles _files;
    private readonly CampaignLedger _ledger;
    private readonly CampaignWorker[] _workers;
    private readonly BatchRound? _round;
    private long _nextChunk;
    private long _lastChunk = long.MaxValue;
    private ExceptionDispatchInfo? _ownFault;

    public CampaignRun(
        CampaignOptions options,
        IImplementation implementation,
        IRunObserver? observer,
        CancellationToken cancellation,
        TimeProvider clock
    )
    {
        _options = options;
        _implementation = implementation;
        _observer = observer;
        _cancellation = cancellation;
        _clock = clock;
        _started = clock.GetTimestamp();
        _files = new FailureFiles(options.OutDirectory);
        _ledger = new CampaignLedger(options, _files);
        if (implementation is IBatchImplementation batch)
        {
            _round = new BatchRound(options, batch, IsOver);
            _workers = [_round.Judge];
            return;
        }

        _workers = new CampaignWorker[Math.Max(1, options.Workers)];
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new CampaignWorker(options, implementation, IsOver);
        }
    }

    private CaseChunk Sum => _ledger.Sum;

    private TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    public CampaignResult Run()
    {
        _observer?.Observe(new RunStarted(_implementation.Name, _implementation.Version, _options));
        RunCorpus();
        if (!Sum.EndsCampaign)
        {
            RunCases();
        }

        TargetFault? fault = Sum.Fault is { } found ? found with { Path = _files.Write(found) } : null;
        if (fault is not null)
        {
            _observer?.Observe(new TargetFaulted(fault));
        }

        List<Failure> failures = Minimize();
        var result = new CampaignResult(
            _options.Seed,
            Sum.Cases,
            Sum.Operations,
            Sum.Kexecs,
            Elapsed,
            _cancellation.IsCancellationRequested,
            Sum.FailingCases,
            Sum.IgnoredCases,
            failures,
            fault,
            Sum.Coverage,
            [.. _options.Known.All.Select(known => new DeviationCount(known, Sum.Known.GetValueOrDefault(known.Id)))]
        )
        {
            Faults = _options.Faults == FaultKinds.None ? null : Sum.Faults,
            Machines = (_implementation as IMachineAccount)?.Account ?? [],
            Races = Sum.Races,
            RaceRuns = Sum.RaceRuns,
        };
        _observer?.Observe(new RunCompleted(result));
        return result;
    }

    private bool IsOver() =>
        _cancellation.IsCancellationRequested || (_options.TimeLimit is { } limit && Elapsed >= limit);

    /// <summary>
    /// Runs the corpus as the first chunk, save for programs that the target cannot be asked; where programs run many at a time
    /// they join the first round.
    /// </summary>
    private void RunCorpus()
    {
        CaseChunk? chunk = _round is null ? new CaseChunk { Coverage = _ledger.TakeTable() } : null;
        CorpusProgram[] corpus =
        [
            .. _options.Known.All.Select(static known => new CorpusProgram($"known/{known.Id}", known.Program)),
            .. _options.Corpus,
        ];
        for (int i = 0; i < corpus.Length && chunk?.EndsCampaign != true && !IsOver(); i++)
        {
            CorpusProgram program = corpus[i];
            if (program.Program.HasRace)
            {
                if (chunk is not null && _workers[0].CanRace)
                {
                    var race = new CaseId(_options.Seed, i - corpus.Length, program.Name);
                    _workers[0].RunRace(race, program.Program, chunk);
                }

                continue;
            }

            Operation[] operations = [.. program.Program.Operations];
            if (Array.TrueForAll(operations, CanBeAsked))
            {
                var caseId = new CaseId(_options.Seed, i - corpus.Length, program.Name);
                _round?.Add(caseId, operations);
                if (chunk is not null)
                {
                    _workers[0].Run(caseId, operations, null, chunk);
                }
            }
        }

        if (chunk is not null)
        {
            Plant(chunk);
            _ledger.HandIn(_nextChunk++, chunk);
        }
    }

    private void Plant(CaseChunk chunk)
    {
        if (
            _implementation.Observes.HasFlag(ObservationClasses.Planted)
            && _options.Model.Profile.ClaimsImage
            && _options.Plantings.Count > 0
        )
        {
            new PlantingRound(_options, _implementation).Run(chunk, IsOver);
        }
    }

    private bool CanBeAsked(Operation operation) =>
        (FeatureNeeds.Of(operation) & ~_implementation.Features) == Features.None;

    /// <summary>Runs the cases in rounds; each round is a chunk.</summary>
    private void RunRounds(BatchRound round)
    {
        long first = 0;
        do
        {
            long size = BatchRound.SizeFor(_options, first);
            var chunk = new CaseChunk { Coverage = _ledger.TakeTable() };
            round.Generate(_options.FirstCase + first, Math.Min(size, _options.Cases - first));
            round.Run(chunk, _cancellation);
            if (first == 0 && !chunk.EndsCampaign)
            {
                Plant(chunk);
            }

            _ledger.HandIn(_nextChunk++, chunk);
            ReportProgress();
            first += size;
        } while (first < _options.Cases && !Sum.EndsCampaign && !IsOver());
    }

    private void RunCases()
    {
        if (_round is not null)
        {
            RunRounds(_round);
            return;
        }

        long size = Math.Clamp(_options.Cases / (_workers.Length * 8), 1, MostCasesAChunk);
        using var working = new CountdownEvent(_workers.Length);
        foreach (CampaignWorker worker in _workers)
        {
            var thread = new Thread(() => Work(worker, size, working)) { IsBackground = true, Name = "cases" };
            thread.Start();
        }

        while (!working.Wait(_options.ProgressInterval))
        {
            ReportProgress();
        }

        _ownFault?.Throw();
        ReportProgress();
    }

    private void Work(CampaignWorker worker, long size, CountdownEvent working)
    {
        try
        {
            while (!IsOver())
            {
                long index = Interlocked.Increment(ref _nextChunk) - 1;
                long first = (index - 1) * size;
                if (first >= _options.Cases || index > Interlocked.Read(ref _lastChunk))
                {
                    return;
                }

                var chunk = new CaseChunk { Coverage = _ledger.TakeTable() };
                worker.Run(_options.FirstCase + first, Math.Min(size, _options.Cases - first), chunk);
                if (chunk.EndsCampaign)
                {
                    EndAt(index);
                }

                _ledger.HandIn(index, chunk);
            }
        }
        catch (Exception fault)
        {
            // Our own bug: it ends the campaign, and is thrown again where the campaign was started.
            _ownFault = ExceptionDispatchInfo.Capture(fault);
            EndAt(0);
        }
        finally
        {
            working.Signal();
        }
    }

    private void EndAt(long chunk)
    {
        long last = Interlocked.Read(ref _lastChunk);
        while (chunk < last)
        {
            long before = Interlocked.CompareExchange(ref _lastChunk, chunk, last);
            if (before == last)
            {
                return;
            }

            last = before;
        }
    }

    private void ReportProgress()
    {
        if (_observer is null)
        {
            return;
        }

        long cases = 0;
        long operations = 0;
        long kexecs = 0;
        long failing = 0;
        foreach (CampaignWorker worker in _workers)
        {
            cases += worker.Cases;
            operations += worker.Operations;
            kexecs += worker.Kexecs;
            failing += worker.FailingCases;
        }

        TimeSpan elapsed = Elapsed;
        double? ofCases = _options.Cases == long.MaxValue ? null : cases / (double)Math.Max(_options.Cases, 1);
        double? ofTime = _options.TimeLimit is { } limit ? elapsed / limit : null;
        double? fraction = ofCases is null && ofTime is null ? null : Math.Min(1, Math.Max(ofCases ?? 0, ofTime ?? 0));
        _observer.Observe(new ProgressReported(cases, operations, kexecs, failing, elapsed, fraction));
    }

    /// <summary>Makes the failures minimal; the plainest comes first.</summary>
    private List<Failure> Minimize()
    {
        var failures = new List<Failure>();
        TimeSpan left = _options.ShrinkTime;
        foreach (int i in MinimizingOrder())
        {
            (CaseId caseId, Violation violation) = Sum.Failures[i];
            string? path = _ledger.Paths[i];
            _observer?.Observe(new CaseFailed(caseId, violation, path));
            if (
                !_options.Shrink
                || _cancellation.IsCancellationRequested
                || violation.Kind == ViolationKind.Planted
                || !violation.Companions.IsEmpty
            )
            {
                // What is planted is made small by hand; what takes several programs was halved as far as that goes.
                failures.Add(
                    new Failure(
                        caseId,
                        violation,
                        violation,
                        violation.Kind == ViolationKind.Planted,
                        0,
                        TimeSpan.Zero,
                        path,
                        null
                    )
                );
                continue;
            }

            Failure reduced = Reduce(caseId, violation, ref left);
            if (failures.Exists(known => known.Clause == reduced.Clause))
            {
                // Without what was incidental it is a failure that is known already.
                continue;
            }

            string? minimalPath = _files.Write(caseId, reduced.Minimal, isMinimal: true);
            Failure failure = reduced with { OriginalPath = path, MinimalPath = minimalPath };
            failures.Add(failure);
            _observer?.Observe(new FailureMinimized(failure));
        }

        failures.Sort(
            static (one, other) =>
                ProgramOrder.Compare([.. one.Minimal.Program.Operations], [.. other.Minimal.Program.Operations])
        );
        return failures;
    }

    /// <summary>Where time is short the shortest programs come first: at least one failure shall become minimal.</summary>
    private IEnumerable<int> MinimizingOrder()
    {
        IEnumerable<int> all = Enumerable.Range(0, Sum.Failures.Count);
        return _round is null ? all : all.OrderBy(i => Sum.Failures[i].Violation.Program.Lines.Length);
    }

    /// <summary>Each failure may take a good part of the time that is left, so that there is some for those behind it.</summary>
    private Failure Reduce(CaseId caseId, Violation violation, ref TimeSpan left)
    {
        const double part = 0.6;
        long began = _clock.GetTimestamp();
        using var limit = new CancellationTokenSource(left * part, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _cancellation);
        Failure failure =
            _round is not null ? Reduce(caseId, violation, _round, either.Token)
            : violation.Program.HasRace
                ? Reducer.Reduce(caseId, violation, _workers[0].Races!, _options.Known, _clock, either.Token)
            : Reducer.Reduce(caseId, violation, _workers[0].Runner, _options.Known, Scope(), _clock, either.Token);
        left -= _clock.GetElapsedTime(began);
        left = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return failure;
    }

    private Failure Reduce(CaseId caseId, Violation violation, BatchRound round, CancellationToken limit)
    {
        Failure failure = new BatchReducer(
            new LiveUpdateModel(_options.Model),
            (IBatchImplementation)_implementation,
            _options.Known,
            _options.ImageJudge
        ).Reduce(
            caseId,
            violation,
            round.CompanyOf(caseId),
            round.ReproductionOf(caseId),
            _clock,
            _cancellation,
            limit
        );
        _files.WriteCompany(failure, round.CompanyOf(caseId));
        return failure;
    }

    /// <summary>A campaign that ends with its first failure shows the plainest proof that is found from it, one that goes on a proof of each clause.</summary>
    private ShrinkScope Scope() =>
        _options.Stop == StopPolicy.FirstFailure
            ? ShrinkScope.SameClause with
            {
                MayBreak = _options.Clauses.Includes,
            }
            : ShrinkScope.SameClause;
}
