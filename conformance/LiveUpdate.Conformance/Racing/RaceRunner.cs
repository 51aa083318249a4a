using System.Collections.Immutable;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Runs programs with races, each on a machine of its own under one schedule, and judges what came back.</summary>
/// <remarks>
/// What one agent does alone is judged call by call. The race is judged when it is over: its answers must have an order
/// that the model allows, from a state that was possible before, and the read-out behind it must fit one of the states that
/// such orders lead to. An instance is used again and again by one thread.
/// </remarks>
internal sealed class RaceRunner
{
    private readonly IRacingImplementation _implementation;
    private readonly Oracle _oracle;
    private readonly Linearizer _linearizer;
    private readonly ImageFindings _findings = new();
    private readonly IImageJudge? _imageJudge;
    private readonly List<Outcome> _answers = [];
    private RaceCase _case = null!;
    private RaceSchedule _schedule = RaceSchedule.InOrder;
    private ModelState[] _beforeRace = [];
    private bool _isRacing;

    /// <summary>What an agent alone has asked and got no answer to: a program that ends in a crash is one with it.</summary>
    private Operation? _unanswered;

    /// <summary>A runner.</summary>
    /// <param name="model">What is allowed.</param>
    /// <param name="implementation">What is judged.</param>
    /// <param name="imageJudge">Makes who judges images, if the implementation shows them; <see langword="null"/> for nobody.</param>
    public RaceRunner(LiveUpdateModel model, IRacingImplementation implementation, Func<IImageJudge>? imageJudge)
    {
        _implementation = implementation;
        _oracle = new Oracle(model);
        _linearizer = new Linearizer(model);
        if (imageJudge is not null && implementation.Observes.HasFlag(ObservationClasses.Image))
        {
            _imageJudge = imageJudge();
        }
    }

    /// <summary>Learns of each program before its first operation runs; <see langword="null"/> for nobody.</summary>
    public ICaseJournal? Journal { get; init; }

    /// <summary>What happened in the last race.</summary>
    public RaceHistory History { get; private set; } = new(0);

    /// <summary>How many operations of the last run were answered.</summary>
    public int Executed { get; private set; }

    /// <summary>Runs a program to its end or to the first difference.</summary>
    /// <param name="program">The program.</param>
    /// <param name="schedule">Who runs when in its race.</param>
    /// <param name="coverage">Where to count; <see langword="null"/> for nowhere.</param>
    /// <returns>The difference, or <see langword="null"/>.</returns>
    /// <exception cref="ImplementationFaultException">The implementation gave no answer, or no agent could go on.</exception>
    /// <exception cref="RaceRefusedException">The race cannot be judged.</exception>
    public Violation? Run(RaceCase program, RaceSchedule schedule, CoverageTable? coverage)
    {
        _case = program;
        _schedule = schedule;
        _answers.Clear();
        _findings.Clear();
        _beforeRace = [];
        _unanswered = null;
        History = new RaceHistory(program.Race.Length);
        Executed = 0;
        Journal?.Begin(this, program.ToProgram(schedule));
        try
        {
            return RunOnMachine(program, coverage);
        }
        catch (Exception fault) when (fault is not (RaceRefusedException or OperationCanceledException))
        {
            ImplementationFaultException said = MachineCalls.Crash(fault);
            return IsFinding(said) ? OfKernel(said) : throw said;
        }
        finally
        {
            Journal?.End(this);
        }
    }

    private Violation? RunOnMachine(RaceCase program, CoverageTable? coverage)
    {
        using IRacingMachine machine = _implementation.StartRacing();
        if (_imageJudge is not null && machine is IImageObservable observable)
        {
            _imageJudge.Start();
            observable.AtJump = AtJump;
        }

        _oracle.Start(null);
        return Alone(machine, program.Before, coverage)
            ?? Race(machine, coverage)
            ?? Alone(machine, program.After, coverage)
            ?? Memory(machine);
    }

    /// <summary>Whether a fault is what a race led to: what goes well alone must not crash or hang for being done at once.</summary>
    private bool IsFinding(ImplementationFaultException fault) =>
        fault.Kind == FaultKind.KernelFailed
        || (_beforeRace.Length > 0 && fault.Kind is FaultKind.Crashed or FaultKind.Hung);

    /// <summary>The program as far as it ran, with answers, moments and the schedule.</summary>
    public Program Log()
    {
        var lines = ImmutableArray.CreateBuilder<ProgramLine>();
        int next = 0;
        foreach (Operation operation in _case.Before)
        {
            if (next < _answers.Count)
            {
                lines.Add(new ProgramLine(operation, _answers[next++]));
            }
        }

        bool raced = lines.Count == _case.Before.Length;
        for (int i = 0; raced && i < _case.Race.Length; i++)
        {
            RaceAnswer answer = History.Answers[i];
            lines.Add(
                new ProgramLine(_case.Race[i].Operation, answer.Outcome)
                {
                    Race = new RaceLine(_case.Race[i].Agent, answer.Called, answer.Answered),
                }
            );
        }

        foreach (Operation operation in _case.After)
        {
            if (next < _answers.Count)
            {
                lines.Add(new ProgramLine(operation, _answers[next++]));
            }
        }

        if (_unanswered is not null)
        {
            lines.Add(new ProgramLine(_unanswered));
        }

        return new Program(lines.ToImmutable()) { Schedule = raced ? _schedule : null };
    }

    private Violation? Alone(IRacingMachine machine, ImmutableArray<Operation> operations, CoverageTable? coverage)
    {
        foreach (Operation operation in operations)
        {
            _unanswered = operation;
            Outcome got = machine.Execute(operation);
            _unanswered = null;
            _answers.Add(got);
            Executed++;
            if (!_oracle.Judge(operation, got, null, 0, coverage))
            {
                return OfAnswer(operation, got);
            }

            if (OfImage() is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    private Violation? Race(IRacingMachine machine, CoverageTable? coverage)
    {
        _beforeRace = _oracle.States.ToArray();
        if (RaceRules.WhyNot(_case.Race, _beforeRace[0]) is { } reason)
        {
            throw new RaceRefusedException(reason);
        }

        _isRacing = true;
        try
        {
            machine.Race(_case.Race, _schedule, History);
        }
        finally
        {
            _isRacing = false;
        }

        bool hasOrder = _linearizer.Search(
            _beforeRace,
            _case.Race,
            History,
            coverage is null ? null : (verb, clauses) => Count(coverage, verb, clauses)
        );
        CountRace(coverage);
        if (!hasOrder)
        {
            return OfRace();
        }

        _oracle.Continue(_linearizer.After);
        return OfImage();
    }

    private static void Count(CoverageTable coverage, Verb verb, ReadOnlySpan<ClauseId> clauses)
    {
        foreach (ClauseId clause in clauses)
        {
            coverage.CountExercised(verb, clause);
        }
    }

    /// <summary>Counts the answers, and each clause on races that two calls exercised which went on at the same time.</summary>
    private void CountRace(CoverageTable? coverage)
    {
        for (int i = 0; i < _case.Race.Length; i++)
        {
            RaceAnswer one = History.Answers[i];
            Executed += one.Answered > 0 ? 1 : 0;
            if (coverage is null || one.Called == 0)
            {
                continue;
            }

            if (one.Outcome is not null)
            {
                coverage.CountAnswer(_case.Race[i].Operation.Verb, one.Outcome);
            }

            for (int j = 0; j < i; j++)
            {
                RaceAnswer other = History.Answers[j];
                if (_case.Race[i].Agent != _case.Race[j].Agent && other.Called > 0 && RaceClauses.AreAtOnce(one, other))
                {
                    Operation operation = _case.Race[i].Operation;
                    ClauseId clause = RaceClauses.Of(
                        _beforeRace[0],
                        operation,
                        RaceClauses.IsRefused(one),
                        _case.Race[j].Operation,
                        RaceClauses.IsRefused(other)
                    );
                    if (clause == RaceClauses.Busy)
                    {
                        // Only a reboot that was refused for it shows it.
                        continue;
                    }

                    coverage.CountExercised(operation.Verb, clause);
                    if (clause != RaceClauses.Order)
                    {
                        coverage.CountExercised(operation.Verb, RaceClauses.Order);
                    }
                }
            }
        }
    }

    private void AtJump(IPhysicalImage image)
    {
        if (!_isRacing)
        {
            _imageJudge!.Judge(image, _oracle.States, _findings);
            return;
        }

        // What is answered by now has happened; what is not may have. The jump itself has not.
        if (_linearizer.Search(_beforeRace, _case.Race, History))
        {
            int boot = _beforeRace[0].BootNumber;
            ModelState[] states = [.. _linearizer.After.Where(state => state.BootNumber == boot)];
            _imageJudge!.Judge(image, states, _findings);
        }
    }

    private Violation? OfImage()
    {
        if (_findings.Broken.Count == 0)
        {
            return null;
        }

        (ClauseId clause, string found, string allowed) = _findings.Broken[0];
        Program program = Log();
        return new Violation(
            RaceClauses.Broken(_beforeRace[0], _case.Race, History, -1),
            ViolationKind.Image,
            program.Lines.Length - 1,
            $"{clause}: {found}",
            [allowed],
            Picture(),
            program
        );
    }

    private Violation OfRace()
    {
        int stuck = -1;
        for (int i = 0; i < _case.Race.Length; i++)
        {
            int answered = History.Answers[i].Answered;
            if (
                answered > 0
                && !_linearizer.Longest.Contains(i)
                && (stuck < 0 || answered < History.Answers[stuck].Answered)
            )
            {
                stuck = i;
            }
        }

        string behind = string.Join(", ", _linearizer.Longest.Select(i => $"{_case.Race[i].Operation}"));
        return new Violation(
            RaceClauses.Broken(_beforeRace[0], _case.Race, History, stuck),
            ViolationKind.Answer,
            _case.Before.Length + stuck,
            History.Answers[stuck].Outcome!.ToString(),
            [behind.Length == 0 ? _linearizer.Allowed(stuck) : $"{_linearizer.Allowed(stuck)} behind {behind}"],
            $"no order of these calls is allowed:\n{Picture()}",
            Log()
        );
    }

    private Violation OfAnswer(Operation operation, Outcome got)
    {
        (ClauseId clause, IReadOnlyList<string> allowed, string facts) = _oracle.Explain(operation, got);
        Program program = Log();
        bool isBehind = _answers.Count > _case.Before.Length;
        return new Violation(
            isBehind ? RaceClauses.Broken(_beforeRace[0], _case.Race, History, -1) : clause,
            ViolationKind.Answer,
            program.Lines.Length - 1,
            got.ToString(),
            allowed,
            isBehind ? $"no order of the calls before leads here:\n{Picture()}" : facts,
            program
        );
    }

    private Violation OfKernel(ImplementationFaultException fault)
    {
        Program program = Log();
        return new Violation(
            _beforeRace.Length == 0
                ? ClauseId.Of("BASE-10")
                : RaceClauses.Broken(_beforeRace[0], _case.Race, History, -1),
            ViolationKind.Kernel,
            Math.Max(0, program.Lines.Length - 1),
            fault.Message,
            ["the kernel goes on"],
            Picture(),
            program
        );
    }

    private Violation? Memory(IRacingMachine machine)
    {
        if (machine is not IMemoryAccounts accounts || accounts.Audit() is not { Count: > 0 } wrong)
        {
            return null;
        }

        Program program = Log();
        return new Violation(
            MemoryAccounts.Discarded,
            ViolationKind.Memory,
            program.Lines.Length - 1,
            wrong[0],
            ["every page is free, or belongs to something that is still there"],
            string.Join('\n', wrong),
            program
        );
    }

    private string Picture() =>
        string.Join('\n', RacePicture.Draw(_case.Race, History).Append($"schedule {_schedule}".TrimEnd()));
}
