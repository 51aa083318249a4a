using System.Collections.Immutable;
using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Runs programs on an implementation, one machine a program, and judges every answer, image and account.</summary>
/// <remarks>An instance is used again and again by one thread.</remarks>
internal sealed class CaseRunner
{
    private static readonly ClauseId Survival = ClauseId.Of("BASE-10");

    private readonly IImplementation _implementation;
    private readonly Oracle _oracle;
    private readonly ImageFindings _findings = new();
    private readonly IImageJudge? _imageJudge;
    private readonly Action<IPhysicalImage>? _atJump;
    private readonly Action<SharedJump>? _atSharedJump;
    private Outcome[] _answers = new Outcome[256];

    /// <summary>A runner.</summary>
    /// <param name="model">What is allowed.</param>
    /// <param name="implementation">What is judged.</param>
    /// <param name="imageJudge">Makes who judges images, if the implementation shows them; <see langword="null"/> for nobody.</param>
    public CaseRunner(LiveUpdateModel model, IImplementation implementation, Func<IImageJudge>? imageJudge)
    {
        _implementation = implementation;
        _oracle = new Oracle(model);
        bool isClaimed = model.Options.Profile.ClaimsImage;
        if (imageJudge is not null && isClaimed && implementation.Observes.HasFlag(ObservationClasses.Image))
        {
            IImageJudge judge = imageJudge();
            _imageJudge = judge;
            _atJump = image => judge.Judge(image, _oracle.States, _findings);
            _atSharedJump = jump => SharedImageJudge.Judge(jump, _oracle.States, _findings);
        }
    }

    /// <summary>Learns of each program before its first operation runs; <see langword="null"/> for nobody.</summary>
    public ICaseJournal? Journal { get; init; }

    /// <summary>How many operations the last run executed.</summary>
    public int Executed { get; private set; }

    /// <summary>How many boots by kexec the last run saw.</summary>
    public int Kexecs { get; private set; }

    /// <summary>The indices of the operations that were the first of a kernel in the last run, but for the first kernel.</summary>
    public List<int> Boots { get; } = [];

    /// <summary>The answers of the last run.</summary>
    public ReadOnlySpan<Outcome> Answers => _answers.AsSpan(0, Executed);

    /// <summary>Behind which operation of a run the state is kept; -1 for the first that an injected fault hits.</summary>
    public int KeepsBehind { get; set; } = -1;

    /// <summary>The state of the last run that was kept, or <see langword="null"/> when it did not come so far.</summary>
    public ModelState? Kept { get; private set; }

    /// <summary>Runs a program to its end or to the first difference.</summary>
    /// <param name="operations">The program.</param>
    /// <param name="trace">The trace it comes from, or <see langword="null"/>.</param>
    /// <param name="coverage">Where to count; <see langword="null"/> for nowhere.</param>
    /// <returns>The difference, or <see langword="null"/>.</returns>
    /// <exception cref="ImplementationFaultException">
    /// The implementation gave no answer to the operation with the index <see cref="Executed"/>.
    /// </exception>
    public Violation? Run(ReadOnlySpan<Operation> operations, CaseTrace? trace, CoverageTable? coverage)
    {
        Executed = 0;
        Kexecs = 0;
        Kept = null;
        Boots.Clear();
        if (_answers.Length < operations.Length)
        {
            _answers = new Outcome[operations.Length * 2];
        }

        Journal?.Begin(this, Program.Of(operations.ToArray()));
        try
        {
            return RunOnMachine(operations, trace, coverage);
        }
        catch (ImplementationFaultException fault)
            when (fault.Kind == FaultKind.KernelFailed && Executed < operations.Length)
        {
            return OfKernel(operations, fault);
        }
        finally
        {
            Journal?.End(this);
        }
    }

    private Violation? RunOnMachine(ReadOnlySpan<Operation> operations, CaseTrace? trace, CoverageTable? coverage)
    {
        IMachine machine = MachineCalls.Start(_implementation);
        Violation? found;
        try
        {
            Watch(machine);
            found = Run(machine, operations, trace, coverage);
        }
        catch
        {
            MachineCalls.End(machine, isJudged: true);
            throw;
        }

        MachineCalls.End(machine, isJudged: found is not null);
        return found;
    }

    private void Watch(IMachine machine)
    {
        if (_imageJudge is not null && machine is IImageObservable observable)
        {
            _findings.Clear();
            _imageJudge.Start();
            observable.AtJump = _atJump;
        }
        else if (_imageJudge is not null && machine is ISharedJumps shared)
        {
            _findings.Clear();
            shared.AtJump = _atSharedJump;
        }
    }

    /// <summary>The program that was run, as far as it ran, with the answers.</summary>
    /// <param name="operations">The program.</param>
    public Program Log(ReadOnlySpan<Operation> operations)
    {
        ImmutableArray<ProgramLine>.Builder lines = ImmutableArray.CreateBuilder<ProgramLine>(Executed);
        for (int i = 0; i < Executed; i++)
        {
            lines.Add(new ProgramLine(operations[i], _answers[i]));
        }

        return new Program(lines.MoveToImmutable());
    }

    private Violation? Run(
        IMachine machine,
        ReadOnlySpan<Operation> operations,
        CaseTrace? trace,
        CoverageTable? coverage
    )
    {
        _oracle.Start(trace);
        bool discarded = false;
        int diedIn = -1;
        for (int i = 0; i < operations.Length; i++)
        {
            Operation operation = operations[i];
            int boot = _oracle.State.BootNumber;
            if (
                operation.Verb is Verb.Kexec or Verb.Reboot or Verb.ColdBoot
                && (diedIn == boot || HasFailed(_oracle.State))
                && machine is IMemoryAccounts account
                && OfMemory(account, operations, discarded: false, coverage) is { } lost
            )
            {
                // What a fault or a death made this kernel lose is gone with it.
                return lost;
            }

            diedIn = operation.Verb == Verb.Die ? boot : diedIn;

            bool discards = operation.Verb is Verb.Finish or Verb.Close && Discards(operation);
            Outcome got;
            try
            {
                got = MachineCalls.Execute(machine, operation);
            }
            catch (ImplementationFaultException) when (_findings.Broken.Count > 0)
            {
                // The next kernel fell over a wrong image: the image is the cause, and says what is wrong.
                Program program = Log(operations);
                return OfImage(i, new Program([.. program.Lines, new ProgramLine(operation)]), coverage);
            }

            _answers[i] = got;
            Executed = i + 1;
            if (!_oracle.Judge(operation, got, trace, i, coverage))
            {
                return OfAnswer(operations, got);
            }

            if (Kept is null && (KeepsBehind < 0 ? got.IsInjected : KeepsBehind == i))
            {
                Kept = _oracle.State;
            }

            LookAfterRefusal(machine, operation, got);
            discarded |= discards;
            if (_oracle.State.BootNumber != boot)
            {
                Kexecs += operation.Verb == Verb.ColdBoot ? 0 : 1;
                Boots.Add(i + 1);
            }

            if (_findings.Exercised.Count > 0 && OfImage(operations, coverage) is { } broken)
            {
                return broken;
            }
        }

        if (machine is IMemoryTotals { Lost: { } missing } totals && Executed > 0)
        {
            return OfTotals(operations, missing, totals.Companions);
        }

        if (discarded && machine is IMemoryTotals { IsCompared: true })
        {
            coverage?.CountExercised(Verb.Finish, MemoryAccounts.Discarded);
        }

        return machine is IMemoryAccounts accounts ? OfMemory(accounts, operations, discarded, coverage) : null;
    }

    /// <summary>Whether anything in this kernel has failed that can leave memory behind: an allocation, a copy-out, or a callback.</summary>
    private static bool HasFailed(ModelState state) =>
        state.Faults is { Traces: not FaultTraces.None } || state.Kernel is { IsTraced: true };

    /// <summary>A reboot that a handler refused has left nothing that a next kernel could find (LUO-REBOOT-04).</summary>
    private void LookAfterRefusal(IMachine machine, Operation operation, Outcome got)
    {
        if (
            got.Kind == OutcomeKind.Error
            && operation.Verb is Verb.Kexec or Verb.Reboot
            && _oracle.State.Kernel is { IsTraced: true }
            && machine is IHandoverView view
        )
        {
            _imageJudge?.JudgeRefusal(MachineCalls.View(view), _findings);
        }
    }

    /// <summary>Whether an operation ends files that were never retrieved, so that their memory must come free.</summary>
    private bool Discards(Operation operation)
    {
        Handle handle = operation is FinishSession finish ? finish.Session : ((Close)operation).Target;
        if (_oracle.State.SessionOf(handle) is not { IsIncoming: true } session)
        {
            return false;
        }

        foreach (ModelFile file in session.Files)
        {
            if (!file.IsRetrieved)
            {
                return true;
            }
        }

        return false;
    }

    private Violation OfAnswer(ReadOnlySpan<Operation> operations, Outcome got)
    {
        Operation operation = operations[Executed - 1];
        (ClauseId clause, IReadOnlyList<string> allowed, string facts) = _oracle.Explain(operation, got);
        return new Violation(
            clause,
            ViolationKind.Answer,
            Executed - 1,
            got.ToString(),
            allowed,
            facts,
            Log(operations)
        );
    }

    /// <summary>The operation that got no answer is the one that the kernel failed at.</summary>
    private Violation OfKernel(ReadOnlySpan<Operation> operations, ImplementationFaultException fault) =>
        new(
            Survival,
            ViolationKind.Kernel,
            Executed,
            fault.Message,
            ["the kernel goes on"],
            fault.LastWords,
            new Program([.. Log(operations).Lines, new ProgramLine(operations[Executed])])
        );

    private Violation? OfImage(ReadOnlySpan<Operation> operations, CoverageTable? coverage) =>
        OfImage(Executed - 1, _findings.Broken.Count > 0 ? Log(operations) : null, coverage);

    private Violation? OfImage(int index, Program? program, CoverageTable? coverage)
    {
        foreach (ClauseId clause in _findings.Exercised)
        {
            coverage?.CountExercised(Verb.Kexec, clause);
        }

        Violation? violation = null;
        if (_findings.Broken.Count > 0)
        {
            (ClauseId clause, string found, string allowed) = _findings.Broken[0];
            violation = new Violation(clause, ViolationKind.Image, index, found, [allowed], string.Empty, program!);
        }

        _findings.Clear();
        return violation;
    }

    private Violation OfTotals(
        ReadOnlySpan<Operation> operations,
        MemoryLost lost,
        ImmutableArray<Companion> companions
    )
    {
        (double kibibytes, string where) =
            lost.Within > 0 ? (lost.Within, "that were handed over are not given back after everything of it has ended")
            : lost.Across > 0 ? (lost.Across, "are missing in the next kernel, to which nothing was handed over")
            : (lost.Kept, "are still in use after everything of it has ended");
        string together = companions.IsEmpty
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture,
                $" of {companions.Length + 1} programs that shared a machine; no half of them does it alone"
            );
        bool preserves =
            PreservesLast(operations) || companions.Any(static c => PreservesLast([.. c.Program.Operations]));
        return new Violation(
            lost.Within > 0 || lost.Across <= 0 ? MemoryAccounts.Discarded
                : preserves ? MemoryAccounts.Undone
                : MemoryAccounts.HandedOn,
            ViolationKind.Memory,
            Executed - 1,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kibibytes:0.#} KiB {where}, for each of {lost.Runs} runs{together}"
            ),
            ["as much memory is free as if the program had never run"],
            string.Create(
                CultureInfo.InvariantCulture,
                $"not given back to the last kernel: {lost.Within:0.#} KiB a run\nstill used by it: {lost.Kept:0.#} KiB a run\nlost to the kernel behind it: {lost.Across:0.#} KiB a run{With(companions)}"
            ),
            Log(operations)
        )
        {
            Companions = companions,
        };
    }

    private static string With(ImmutableArray<Companion> companions) =>
        companions.IsEmpty
            ? string.Empty
            : $"\ntogether with the cases {string.Join(", ", companions.Select(static c => $"{c.Case}"))}";

    /// <summary>Whether something was preserved in the last kernel, so that this was not undone; else what is missing came from before.</summary>
    private static bool PreservesLast(ReadOnlySpan<Operation> operations)
    {
        for (int i = operations.Length - 1; i >= 0; i--)
        {
            switch (operations[i].Verb)
            {
                case Verb.Kexec or Verb.Reboot or Verb.ColdBoot:
                    return false;
                case Verb.PreserveFd or Verb.CreateSession:
                    return true;
            }
        }

        return false;
    }

    private Violation? OfMemory(
        IMemoryAccounts accounts,
        ReadOnlySpan<Operation> operations,
        bool discarded,
        CoverageTable? coverage
    )
    {
        IReadOnlyList<string> wrong = MachineCalls.Audit(accounts);
        if (wrong.Count > 0 && Executed > 0)
        {
            return new Violation(
                FaultBlame.OfMemory(_oracle.State.Faults, wrong[0]) ?? MemoryAccounts.Discarded,
                ViolationKind.Memory,
                Executed - 1,
                wrong[0],
                ["every page is free, or belongs to something that is still there"],
                string.Join('\n', wrong),
                Log(operations)
            );
        }

        if (discarded)
        {
            coverage?.CountExercised(Verb.Finish, MemoryAccounts.Discarded);
        }

        return null;
    }
}
