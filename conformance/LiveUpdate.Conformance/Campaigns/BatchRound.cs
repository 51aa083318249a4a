using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Runs cases many at a time on an implementation that can, and judges them one by one afterwards.</summary>
internal sealed class BatchRound
{
    /// <summary>The most cases that are run at a time: the more there are, the fewer kernels each of them takes.</summary>
    private const long Most = 1200;

    /// <summary>The most cases at a time of a campaign that a clock may end, since it ends with a whole round.</summary>
    private const long MostTimed = 400;

    /// <summary>How many cases come first where the first failure is the end, and how much faster than those that are done the rounds grow.</summary>
    private const long Few = 60;
    private const long Growth = 3;

    private readonly IBatchImplementation _implementation;
    private readonly RecordedImplementation _recorded;
    private readonly CampaignWorker _judge;
    private readonly OwnerlessFaults _ownerless;
    private readonly MemoryLosses? _losses;
    private readonly List<(CaseId Case, Operation[] Operations)> _cases = [];
    private readonly Dictionary<CaseId, ImmutableArray<Companion>> _company = [];
    private readonly HashSet<CaseId> _unrepeated = [];

    /// <summary>A round, used again and again by one thread.</summary>
    /// <param name="options">The campaign's options.</param>
    /// <param name="implementation">What is judged.</param>
    /// <param name="isOver">Whether to end early.</param>
    public BatchRound(CampaignOptions options, IBatchImplementation implementation, Func<bool> isOver)
    {
        _implementation = implementation;
        _recorded = new RecordedImplementation(implementation);
        _judge = new CampaignWorker(options, _recorded, isOver) { PrefersShort = true };
        _ownerless = new OwnerlessFaults(implementation);
        _losses = implementation is ILossMeter meter ? new MemoryLosses(meter) : null;
        if (
            implementation is IBatchImageObservable observable
            && implementation.Observes.HasFlag(ObservationClasses.Image)
        )
        {
            observable.Keepers = options.ImageJudge is null ? null : static () => new SharedImageKeeper();
        }
    }

    /// <summary>What judges; its counts are the round's.</summary>
    public CampaignWorker Judge => _judge;

    /// <summary>The programs that shared a machine with a case that failed.</summary>
    /// <param name="failing">The case.</param>
    public ImmutableArray<Companion> CompanyOf(CaseId failing) => _company.GetValueOrDefault(failing, []);

    /// <summary>What is known of whether a failure was seen again.</summary>
    /// <param name="failing">The case.</param>
    public Reproduction ReproductionOf(CaseId failing) =>
        _unrepeated.Contains(failing) ? Reproduction.Never : Reproduction.Unasked;

    /// <summary>How many cases are run at a time.</summary>
    /// <remarks>
    /// A campaign that ends with its first failure begins with few, since it can end with a whole round only, and takes more at a
    /// time the longer none is found.
    /// </remarks>
    /// <param name="options">The campaign's options.</param>
    /// <param name="done">How many cases have been run.</param>
    public static long SizeFor(CampaignOptions options, long done)
    {
        long size = SizeFor(options);
        return options.Stop == StopPolicy.FirstFailure ? Math.Min(size, Few + Growth * done) : size;
    }

    private static long SizeFor(CampaignOptions options)
    {
        long most = options.TimeLimit is null ? Most : MostTimed;
        if (options.Cases >= long.MaxValue - most)
        {
            return most;
        }

        long rounds = Math.Max(1, (options.Cases + most - 1) / most);
        return Math.Max(1, (options.Cases + rounds - 1) / rounds);
    }

    /// <summary>Adds a program to the round.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="operations">The program.</param>
    public void Add(CaseId caseId, Operation[] operations) => _cases.Add((caseId, operations));

    /// <summary>Adds generated programs to the round.</summary>
    /// <param name="first">The first index.</param>
    /// <param name="count">How many.</param>
    public void Generate(long first, long count)
    {
        for (long index = first; index < first + count; index++)
        {
            (CaseId caseId, CaseTrace trace) = _judge.Generate(index);
            Add(caseId, trace.Operations.ToArray());
        }
    }

    /// <summary>Runs all programs of the round, judges them in their order, and forgets them.</summary>
    /// <param name="chunk">Where the results go.</param>
    /// <param name="cancellation">Ends it early; then nothing of the round is judged.</param>
    public void Run(CaseChunk chunk, CancellationToken cancellation)
    {
        try
        {
            Program[] programs = [.. _cases.Select(static c => Program.Of(c.Operations))];
            BatchAnswer[] answers = [.. _implementation.RunBatch(programs, cancellation)];
            List<FoundLoss> losses = _losses?.Find(programs, answers) ?? [];
            foreach (int unrepeated in _ownerless.Blame(programs, answers))
            {
                _unrepeated.Add(_cases[unrepeated].Case);
            }

            for (int i = 0; i < answers.Length && !chunk.EndsCampaign; i++)
            {
                JudgeOne(i, answers[i], losses, chunk);
                if (_judge.Last is not null && answers[i].Boot is { } boot)
                {
                    _company[_cases[i].Case] = Company(i, boot, answers);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            chunk.EndsCampaign = true;
        }
        catch (ImplementationFaultException thrown)
        {
            chunk.Fault = TargetFault.Of(default, thrown, _judge.Runner, []);
            chunk.EndsCampaign = true;
        }

        _cases.Clear();
    }

    private ImmutableArray<Companion> Company(int index, int boot, BatchAnswer[] answers) =>
        [
            .. Enumerable
                .Range(0, answers.Length)
                .Where(i => i != index && answers[i].Boot == boot)
                .Select(i => new Companion(_cases[i].Case, Program.Of(_cases[i].Operations))),
        ];

    /// <summary>Judges a program. A loss of memory is told once, by the first of those who lost it that shows nothing else.</summary>
    private void JudgeOne(int index, BatchAnswer answer, List<FoundLoss> losses, CaseChunk chunk)
    {
        FoundLoss? loss = losses.Find(l => l.Members.Contains(index));
        _recorded.Give(
            loss is null ? answer : answer with { Lost = loss.Lost },
            loss is null
                ? []
                :
                [
                    .. loss
                        .Members.Where(m => m != index)
                        .Select(m => new Companion(_cases[m].Case, Program.Of(_cases[m].Operations))),
                ]
        );
        _judge.Run(_cases[index].Case, _cases[index].Operations, null, chunk);
        if (loss is not null && _judge.Last?.Kind == ViolationKind.Memory)
        {
            losses.Remove(loss);
        }
    }
}
