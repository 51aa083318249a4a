using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Runs a program again and again, each time with one fault more, until there is none left to come (LUO-FILE-04, MEMFD-14).</summary>
/// <remarks>
/// <para>Allocations, and answers of LUO calls that cannot be written: in every kernel of the program the first fails, then the
/// second, and so on until a run meets no fault. Each that made its operation fail is run three times: the program goes on
/// without what it wanted; it asks again; and everything is looked at and handed over at once. So is each callback that an
/// operation causes and that can fail. Faults that the program injects itself are left out.</para>
/// <para>Where answers cannot be made to fail: before each LUO call the same call with unwritable memory.</para>
/// <para>Deaths and crashes: before each operation, and at the end; once the program goes on, and once the agent begins
/// anew, with what it has done in this kernel, or in all of them.</para>
/// </remarks>
/// <param name="kinds">Which faults.</param>
/// <param name="features">What the implementation can do.</param>
/// <param name="isOver">Whether to end early.</param>
internal sealed class FaultWalk(FaultKinds kinds, Features features, Func<bool> isOver)
{
    private readonly List<int> _starts = [];
    private Operation[] _program = [];
    private FaultFigures _figures = FaultFigures.None;

    /// <summary>Runs one program and says what came back; false when nothing more may be run.</summary>
    /// <param name="operations">The program.</param>
    public delegate bool Run(Operation[] operations);

    /// <summary>Walks through the faults of a program that has just run without any.</summary>
    /// <param name="program">The program.</param>
    /// <param name="runner">What ran it, and runs the others.</param>
    /// <param name="run">Runs one of the others.</param>
    /// <returns>What was done, the plain run included.</returns>
    public FaultFigures Walk(ReadOnlySpan<Operation> program, CaseRunner runner, Run run)
    {
        _program = program.ToArray();
        _figures = new FaultFigures(1, 1, 0, 0, 0, 0, 0);
        if (!IsReady(runner, run))
        {
            return _figures;
        }

        _starts.Clear();
        _starts.Add(0);
        _starts.AddRange(runner.Boots);
        Outcome[] answers = runner.Answers.ToArray();
        _ =
            FailAll(FaultKinds.Alloc, runner, run)
            && FailCallbacks(answers, runner, run)
            && FailCopyOuts(runner, run)
            && InsertAll(FaultKinds.Die, Features.None, run, static _ => new Die())
            && InsertAll(FaultKinds.Crash, Features.ColdBoot, run, static _ => new ColdBoot(BootParameters.Default));
        return _figures;
    }

    /// <summary>Whether the program has run to its end without faults of its own, which are left out where others are injected.</summary>
    private bool IsReady(CaseRunner runner, Run run)
    {
        if (!CanInject || !Array.Exists(_program, static operation => operation is Inject))
        {
            return true;
        }

        _program = Array.FindAll(_program, static operation => operation is not Inject);
        return _program.Length > 0 && Do(_program, run) && runner.Executed == _program.Length;
    }

    /// <summary>Whether an answer tells of a fault that the harness injected.</summary>
    private static int FindHit(ReadOnlySpan<Outcome> answers)
    {
        for (int i = 0; i < answers.Length; i++)
        {
            if (answers[i].IsInjected)
            {
                return i;
            }
        }

        return -1;
    }

    private bool CanInject => features.HasFlag(Features.Faults);

    private bool FailCopyOuts(CaseRunner runner, Run run) =>
        CanInject
            ? FailAll(FaultKinds.CopyOut, runner, run)
            : InsertAll(FaultKinds.CopyOut, Features.HostilePointers, run, UnwritableCall.Of);

    /// <summary>Lets the first of a kind fail in each kernel, the second, and so on, until none is left.</summary>
    private bool FailAll(FaultKinds kind, CaseRunner runner, Run run)
    {
        if (!kinds.HasFlag(kind) || !CanInject)
        {
            return true;
        }

        foreach (int start in _starts)
        {
            int hit;
            ulong number = 0;
            do
            {
                number++;
                Operation[] faulted = With(
                    start,
                    kind == FaultKinds.Alloc ? new Inject(number) : new Inject(null, number)
                );
                if (!Do(faulted, run))
                {
                    return false;
                }

                hit = FindHit(runner.Answers);
                if (hit >= 0)
                {
                    Count(kind);
                    bool failed = runner.Answers[hit].Kind == OutcomeKind.Error;
                    if (failed && !GoOn(faulted, hit, runner.Kept, run))
                    {
                        return false;
                    }
                }
            } while (hit >= 0);
        }

        return true;
    }

    private bool FailCallbacks(Outcome[] answers, CaseRunner runner, Run run)
    {
        if (!kinds.HasFlag(FaultKinds.Callback))
        {
            return true;
        }

        for (int i = 0; i < answers.Length; i++)
        {
            foreach (Operation script in FailingCallback.Of(_program, i, answers[i]))
            {
                Operation[] faulted = With(i, script);
                runner.KeepsBehind = i + 1;
                bool isDone = Do(faulted, run);
                runner.KeepsBehind = -1;
                if (!isDone)
                {
                    return false;
                }

                Count(FaultKinds.Callback);
                bool failed = runner.Answers.Length > i + 1 && runner.Answers[i + 1].Kind == OutcomeKind.Error;
                if (failed && !GoOn(faulted, i + 1, runner.Kept, run))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Behind an operation that failed: the same again, and a look at everything.</summary>
    private bool GoOn(Operation[] faulted, int hit, ModelState? behind, Run run)
    {
        Operation[] done = faulted[..(hit + 1)];
        return Do([.. done, .. faulted[hit..]], run)
            && (behind is null || Do([.. done, .. Aftermath.Of(behind, done, features)], run));
    }

    private bool InsertAll(FaultKinds kind, Features needed, Run run, Func<Operation, Operation?> faultBefore)
    {
        if (!kinds.HasFlag(kind) || !features.HasFlag(needed))
        {
            return true;
        }

        for (int i = 0; i <= _program.Length; i++)
        {
            Operation? fault =
                i < _program.Length || kind != FaultKinds.CopyOut
                    ? faultBefore(_program[Math.Min(i, _program.Length - 1)])
                    : null;
            if (fault is null)
            {
                continue;
            }

            if (!Do(With(i, fault), run) || !BeginAnew(kind, i, fault, run))
            {
                return false;
            }

            Count(kind);
        }

        return true;
    }

    /// <summary>Behind a death the agent does again what it has done in this kernel, behind a crash all that it has done.</summary>
    private bool BeginAnew(FaultKinds kind, int at, Operation fault, Run run)
    {
        if (kind == FaultKinds.CopyOut || at == 0)
        {
            return true;
        }

        int start = kind == FaultKinds.Die ? _starts.FindLast(start => start <= at) : 0;
        return Do([.. _program[..at], fault, .. _program[start..]], run);
    }

    private void Count(FaultKinds kind) =>
        _figures = kind switch
        {
            FaultKinds.Alloc => _figures with { Allocations = _figures.Allocations + 1 },
            FaultKinds.CopyOut => _figures with { CopyOuts = _figures.CopyOuts + 1 },
            FaultKinds.Callback => _figures with { Callbacks = _figures.Callbacks + 1 },
            FaultKinds.Die => _figures with { Deaths = _figures.Deaths + 1 },
            _ => _figures with { Crashes = _figures.Crashes + 1 },
        };

    private bool Do(Operation[] operations, Run run)
    {
        if (isOver())
        {
            return false;
        }

        _figures = _figures with { Runs = _figures.Runs + 1 };
        return run(operations);
    }

    private Operation[] With(int at, Operation inserted) => [.. _program[..at], inserted, .. _program[at..]];
}
