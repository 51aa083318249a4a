using System.Collections.Concurrent;
using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// Sorts programs into batches, runs them on several machines at once, and finds out which program is to blame when a
/// machine fails: the one whose turn it was, else by halving, and in the end always alone on a fresh machine.
/// </summary>
internal sealed class VmBatchRunner(VmImplementation owner, VmOptions options)
{
    private const ulong MostMemory = 128 << 20;

    private readonly ConcurrentQueue<List<BatchProgram>> _shared = new();
    private readonly ConcurrentQueue<BatchProgram> _alone = new();
    private BatchAnswer?[] _answers = [];
    private int _underWay;

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

        return [.. _answers.Select(static a => a!)];
    }

    private void Sort(List<BatchProgram> programs)
    {
        foreach (BatchProgram program in programs.Where(static p => !p.CanShare))
        {
            _alone.Enqueue(program);
        }

        // Programs of the same length side by side: no kernel boots for the sake of one long program alone.
        foreach (
            IGrouping<string, BatchProgram> route in programs
                .Where(static p => p.CanShare)
                .GroupBy(static p => p.Route, StringComparer.Ordinal)
        )
        {
            var batch = new List<BatchProgram>();
            ulong memory = 0;
            foreach (BatchProgram program in route.OrderByDescending(static p => p.Crossings))
            {
                if (batch.Count == options.ProgramsPerBoot || memory + program.Memory > MostMemory)
                {
                    _shared.Enqueue(batch);
                    batch = [];
                    memory = 0;
                }

                batch.Add(program);
                memory += program.Memory;
            }

            _shared.Enqueue(batch);
        }
    }

    private void Work()
    {
        while (true)
        {
            Interlocked.Increment(ref _underWay);
            bool worked = true;
            try
            {
                if (_shared.TryDequeue(out List<BatchProgram>? batch))
                {
                    RunShared(batch);
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

    private void RunShared(List<BatchProgram> programs)
    {
        if (programs.Count == 1)
        {
            RunAlone(programs[0]);
            return;
        }

        var batch = new VmBatch(programs);
        using (VmBoot boot = owner.BootDefault())
        {
            try
            {
                batch.Run(boot);
            }
            catch (ImplementationFaultException)
            {
                Divide(batch);
            }
        }

        foreach ((BatchProgram program, IReadOnlyList<Outcome> outcomes) in batch.Ended)
        {
            _answers[program.Index] = new BatchAnswer([.. outcomes], null, RanAlone: false);
        }

        foreach (BatchProgram program in batch.Misjudged)
        {
            _alone.Enqueue(program);
        }

        owner.Count(batch.Kexecs, batch.Crossings, batch.Ended.Count(), batch.Operations, programs.Count);
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

    private void Enqueue(List<BatchProgram> programs)
    {
        if (programs.Count > 0)
        {
            _shared.Enqueue(programs);
        }
    }

    private void RunAlone(BatchProgram program)
    {
        Operation[] operations = [.. program.Program.Operations];
        var outcomes = new Outcome[operations.Length];
        int answered = 0;
        ImplementationFaultException? fault = null;
        using (var machine = new VmMachine(owner, owner.BootDefault()))
        {
            try
            {
                // One by one: where the machine fails, all answers before that are in, and the operation is known.
                for (; answered < operations.Length; answered++)
                {
                    outcomes[answered] = machine.Execute(operations[answered]);
                }
            }
            catch (ImplementationFaultException error)
            {
                fault = error;
            }
        }

        ImmutableArray<Outcome> answers = [.. outcomes.AsSpan(0, answered)];
        int kexecs = operations
            .Take(answered)
            .Where((o, i) => o.Verb is Verb.Kexec or Verb.Reboot && answers[i].IsOk)
            .Count();
        _answers[program.Index] = new BatchAnswer(answers, fault, RanAlone: true);
        owner.Count(kexecs, kexecs, 1, answered, 1);
    }
}
