using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Runs the cases of one thread.</summary>
internal sealed class CampaignWorker
{
    private readonly CampaignOptions _options;
    private readonly ProgramGenerator _generator;
    private readonly Func<bool> _isOver;
    private readonly FaultWalk? _faults;
    private long _cases;
    private long _operations;
    private long _kexecs;
    private long _failing;

    /// <summary>A worker.</summary>
    /// <param name="options">The campaign's options.</param>
    /// <param name="implementation">What is judged.</param>
    /// <param name="isOver">Whether to end early.</param>
    public CampaignWorker(CampaignOptions options, IImplementation implementation, Func<bool> isOver)
    {
        _options = options;
        _isOver = isOver;
        var model = new LiveUpdateModel(options.Model);
        _generator = new ProgramGenerator(model, implementation.Features, options.MaxOperations, options.Clauses);
        Runner = new CaseRunner(model, implementation, options.ImageJudge) { Journal = options.Journal };
        _faults =
            options.Faults == FaultKinds.None ? null : new FaultWalk(options.Faults, implementation.Features, isOver);
        Races =
            implementation is IRacingImplementation racing && RaceRules.Cover(model)
                ? new RaceExplorer(model, racing, options.ImageJudge, options.Journal)
                : null;
    }

    /// <summary>Whether several agents can act at once on the implementation.</summary>
    public bool CanRace => Races is not null;

    /// <summary>What runs races, or <see langword="null"/> where none can be run.</summary>
    public RaceExplorer? Races { get; }

    /// <summary>What runs the cases.</summary>
    public CaseRunner Runner { get; }

    /// <summary>Whether the shortest program that breaks a clause is kept, and not the first: where making one small is dear.</summary>
    public bool PrefersShort { get; init; }

    /// <summary>What the last run showed, known deviation or not; <see langword="null"/> for nothing.</summary>
    public Violation? Last { get; private set; }

    /// <summary>Cases done so far; for other threads to look at.</summary>
    public long Cases => Volatile.Read(ref _cases);

    /// <summary>Operations judged so far; for other threads to look at.</summary>
    public long Operations => Volatile.Read(ref _operations);

    /// <summary>Boots by kexec so far; for other threads to look at.</summary>
    public long Kexecs => Volatile.Read(ref _kexecs);

    /// <summary>Failing cases so far; for other threads to look at.</summary>
    public long FailingCases => Volatile.Read(ref _failing);

    /// <summary>Runs random cases.</summary>
    /// <param name="first">The first index.</param>
    /// <param name="count">How many.</param>
    /// <param name="chunk">Where the results go.</param>
    public void Run(long first, long count, CaseChunk chunk)
    {
        for (long index = first; index < first + count && !chunk.EndsCampaign && !_isOver(); index++)
        {
            (CaseId caseId, CaseTrace trace) = Generate(index);
            Run(caseId, trace.Operations, trace, chunk);
            if (_options.Races && Races is not null && RaceShare.Follows(index) && !chunk.EndsCampaign)
            {
                RaceCase race = Races.Generate(_options.Seed, index);
                RunRace(
                    new CaseId(_options.Seed, index) { IsRace = true },
                    chunk,
                    coverage => Races.TryDrawn(race, coverage)
                );
            }
        }
    }

    /// <summary>Runs one program with a race under the schedules with the fewest preemptions, or under its own.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="program">The program.</param>
    /// <param name="chunk">Where the results go.</param>
    public void RunRace(CaseId caseId, Program program, CaseChunk chunk) =>
        RunRace(caseId, chunk, coverage => Races!.TryAll(program, coverage));

    private void RunRace(CaseId caseId, CaseChunk chunk, Func<CoverageTable, Violation?> run)
    {
        long before = Races!.Runs;
        try
        {
            if (run(chunk.Coverage) is { } violation)
            {
                Note(caseId, violation, chunk);
            }
        }
        catch (ImplementationFaultException thrown)
        {
            chunk.Fault = TargetFault.Of(caseId, thrown, Races.Runner.Log());
            chunk.EndsCampaign = true;
        }

        chunk.Races++;
        chunk.RaceRuns += Races.Runs - before;
    }

    /// <summary>Makes the program of a random case.</summary>
    /// <param name="index">The case's index.</param>
    /// <returns>The case, and the program with what the model expects of it; it holds until the next call.</returns>
    public (CaseId Case, CaseTrace Trace) Generate(long index)
    {
        _generator.Choices.Start(_options.Seed, index);
        return (new CaseId(_options.Seed, index), _generator.Generate());
    }

    /// <summary>Runs one program.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="operations">The program.</param>
    /// <param name="trace">The trace it comes from, or <see langword="null"/>.</param>
    /// <param name="chunk">Where the results go.</param>
    public void Run(CaseId caseId, ReadOnlySpan<Operation> operations, CaseTrace? trace, CaseChunk chunk)
    {
        bool isSound = RunOnce(caseId, operations, trace, chunk);
        chunk.Cases++;
        Volatile.Write(ref _cases, _cases + 1);
        if (isSound && _faults is not null)
        {
            chunk.Faults += _faults.Walk(
                operations,
                Runner,
                faulted =>
                {
                    _ = RunOnce(caseId, faulted, null, chunk);
                    return !chunk.EndsCampaign;
                }
            );
        }
    }

    /// <summary>Runs one program once.</summary>
    /// <returns>Whether it broke no clause and got all its answers.</returns>
    private bool RunOnce(CaseId caseId, ReadOnlySpan<Operation> operations, CaseTrace? trace, CaseChunk chunk)
    {
        bool isSound = true;
        Last = null;
        chunk.Coverage.ProgramLengths.Add((ulong)operations.Length);
        CountSizes(operations, chunk.Coverage);
        try
        {
            if (Runner.Run(operations, trace, chunk.Coverage) is { } violation)
            {
                isSound = false;
                Last = violation;
                Note(caseId, violation, chunk);
            }
        }
        catch (ImplementationFaultException thrown)
        {
            chunk.Fault = TargetFault.Of(caseId, thrown, Runner, operations);
            chunk.EndsCampaign = true;
            isSound = false;
        }

        chunk.Operations += Runner.Executed;
        chunk.Kexecs += Runner.Kexecs;
        Volatile.Write(ref _operations, _operations + Runner.Executed);
        Volatile.Write(ref _kexecs, _kexecs + Runner.Kexecs);
        return isSound;
    }

    private void Note(CaseId caseId, Violation violation, CaseChunk chunk)
    {
        if (_options.Known.Find(violation) is { } known)
        {
            chunk.Known[known.Id] = chunk.Known.GetValueOrDefault(known.Id) + 1;
            return;
        }

        chunk.Coverage.CountViolation(violation.Clause);
        if (!_options.Clauses.Includes(violation.Clause))
        {
            chunk.IgnoredCases++;
            return;
        }

        chunk.FailingCases++;
        Volatile.Write(ref _failing, _failing + 1);
        chunk.EndsCampaign = _options.Stop == StopPolicy.FirstFailure;
        chunk.Keep(caseId, violation, PrefersShort);
    }

    private static void CountSizes(ReadOnlySpan<Operation> operations, CoverageTable coverage)
    {
        foreach (Operation operation in operations)
        {
            if (operation.Verb == Verb.Memfd)
            {
                coverage.FileSizes.Add(((CreateMemfd)operation).Size);
            }
        }
    }
}
