using System.Collections.Concurrent;
using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// Sorts programs into batches, runs them on several machines at once, and finds out which program is to blame when a
/// machine fails: the one whose turn it was, else by halving, and in the end always alone on a fresh machine.
/// </summary>
internal sealed class VmBatchRunner(VmImplementation owner, VmOptions options, CancellationToken cancellation)
{
    private const ulong MostMemory = 128 << 20;

    private readonly ConcurrentQueue<BatchPlan> _shared = new();
    private readonly ConcurrentQueue<BatchProgram> _alone = new();
    private BatchAnswer?[] _answers = [];
    private readonly ConcurrentQueue<Downfall> _downfalls = new();
    private int _boots;
    private int _underWay;
    private int _lossyBoots;

    public IReadOnlyList<BatchAnswer> Run(IReadOnlyList<Program> programs)
    {
        _answers = new BatchAnswer[programs.Count];
        Sort([.. programs.Select(static (p, i) => BatchProgram.Cut(i, p))]);
        Exception? failure = null;
        Thread[] workers =
        [
            .. Enumerable
                .Range(0, Math.Max(1, options.Machines))
                .Select(_ => new Thread(() =>
                {
                    try
                    {
                        Work();
                    }
                    catch (Exception error)
                    {
                        // Carried over to the caller's thread; the other workers end when they are done with what they have.
                        Volatile.Write(ref failure, error);
                        _shared.Clear();
                        _alone.Clear();
                    }
                })),
        ];
        Array.ForEach(workers, static w => w.Start());
        Array.ForEach(workers, static w => w.Join());
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        TellDownfalls();
        return [.. _answers.Select(static a => a!)];
    }

    private void Sort(List<BatchProgram> programs)
    {
        foreach (BatchProgram program in programs.Where(static p => !p.CanShare))
        {
            _alone.Enqueue(program);
        }

        Enqueue(programs.Where(static p => p.CanShare));
    }

    private void Work()
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Interlocked.Increment(ref _underWay);
            bool worked = true;
            try
            {
                if (_shared.TryDequeue(out BatchPlan? plan))
                {
                    RunShared(plan);
                }
                else if (_alone.TryDequeue(out BatchProgram? program))
                {
                    RunAlone(program);
                }
                else
                {
                    worked = false;
                }
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }

            if (!worked)
            {
                if (Volatile.Read(ref _underWay) == 0 && _shared.IsEmpty && _alone.IsEmpty)
                {
                    return;
                }

                // Another worker's batch may yet fail and leave work behind.
                Thread.Sleep(10);
            }
        }
    }

    private void RunShared(BatchPlan plan)
    {
        if (plan.Members.Count == 1)
        {
            RunAlone(plan.Members[0].Program);
            return;
        }

        using var batch = new VmBatch(plan, owner.Boot, owner.Baseline, owner.Keepers, cancellation);
        try
        {
            batch.Run(owner.BootDefault());
        }
        catch (ImplementationFaultException fault)
        {
            NoteDownfall(batch, fault);
            Divide(batch);
        }

        int boot = Interlocked.Increment(ref _boots);
        int? lossy = LossMeter.IsLossy(batch) ? Interlocked.Increment(ref _lossyBoots) : null;
        foreach (var (program, outcomes, jumps) in batch.Ended)
        {
            _answers[program.Index] = new BatchAnswer([.. outcomes], null, RanAlone: false)
            {
                Boot = boot,
                LossyBoot = lossy,
                IsMemoryCompared = batch.Kept is not null,
                Jumps = [.. jumps],
            };
        }

        foreach (BatchProgram program in batch.Misjudged)
        {
            _alone.Enqueue(program);
        }

        owner.Count(batch.Kexecs, batch.Crossings, batch.Ended.Count(), batch.Operations, plan.Members.Count);
    }

    /// <summary>A machine that failed by itself is nobody's matter; where the kernel says what happened to it, it is.</summary>
    private void NoteDownfall(VmBatch batch, ImplementationFaultException fault)
    {
        if (fault.Kind == FaultKind.KernelFailed && KernelLog.TellsOfItself(fault.LastWords))
        {
            (BatchProgram program, IReadOnlyList<Outcome> outcomes) = batch.Witness;
            _downfalls.Enqueue(
                new Downfall(program, new BatchAnswer([.. outcomes], fault, RanAlone: false), [.. batch.Unfinished])
            );
        }
    }

    /// <summary>What a kernel said when it failed under programs of which none brings it down again has been said.</summary>
    private void TellDownfalls()
    {
        foreach (Downfall downfall in _downfalls)
        {
            if (downfall.UnderWay.TrueForAll(program => _answers[program.Index]?.Fault is null))
            {
                int boot = ++_boots;
                foreach (BatchProgram program in downfall.UnderWay)
                {
                    _answers[program.Index] = _answers[program.Index]! with { Boot = boot };
                }

                _answers[downfall.Witness.Index] = downfall.Answer with { Boot = boot };
            }
        }
    }

    /// <summary>Only the programs that were under way can have brought the machine down.</summary>
    private void Divide(VmBatch batch)
    {
        List<BatchProgram> left = [.. batch.Unfinished];
        if (batch.Suspect is { } suspect)
        {
            left.Remove(suspect);
            _alone.Enqueue(suspect);
            Enqueue(left);
        }
        else
        {
            Enqueue(left[..(left.Count / 2)]);
            Enqueue(left[(left.Count / 2)..]);
        }
    }

    private void Enqueue(IEnumerable<BatchProgram> programs)
    {
        int most = Math.Min(options.ProgramsPerBoot, SessionNames.MostPrograms - 1);
        foreach (BatchPlan plan in BatchPlan.Make(programs, most, MostMemory))
        {
            _shared.Enqueue(plan);
        }
    }

    /// <summary>A fault must show twice: an emulator on a busy machine can fail by itself, and no program is to blame for that.</summary>
    private void RunAlone(BatchProgram program)
    {
        if (!TryRunAlone(program))
        {
            TryRunAlone(program);
        }
    }

    /// <returns>Whether it came to its end.</returns>
    private bool TryRunAlone(BatchProgram program)
    {
        Operation[] operations = [.. program.Program.Operations];
        var outcomes = new Outcome[operations.Length];
        int answered = 0;
        ImplementationFaultException? fault = null;
        var jumps = new JumpRecorder(1, owner.Keepers);
        using (var machine = new VmMachine(owner, owner.BootDefault()))
        {
            jumps.Follow(machine);
            try
            {
                // One by one: where the machine fails, all answers before that are in, and the operation is known.
                for (; answered < operations.Length; answered++)
                {
                    outcomes[answered] = machine.Execute(operations[answered]);
                    if (operations[answered] is ColdBoot)
                    {
                        jumps.Follow(machine);
                    }
                }
            }
            catch (ImplementationFaultException error)
            {
                fault = error;
            }

            machine.Charge(VmPhase.Alone);
        }

        ImmutableArray<Outcome> answers = [.. outcomes.AsSpan(0, answered)];
        int kexecs = operations
            .Take(answered)
            .Where((o, i) => o.Verb is Verb.Kexec or Verb.Reboot && answers[i].IsOk)
            .Count();
        _answers[program.Index] = new BatchAnswer(answers, fault, RanAlone: true) { Jumps = [.. jumps.Of(0)] };
        owner.Count(kexecs, kexecs, 1, answered, 1);
        return fault is null;
    }

    /// <summary>A kernel that failed under programs that shared it, and said so.</summary>
    /// <param name="Witness">Who is told of it.</param>
    /// <param name="Answer">The answers of that program, with the fault.</param>
    /// <param name="UnderWay">All programs that were under way.</param>
    private sealed record Downfall(BatchProgram Witness, BatchAnswer Answer, List<BatchProgram> UnderWay);
}
