using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Finds out which program loses memory: by halving, and with as many copies of each suspect as a boot can have.</summary>
internal sealed class LossMeter(VmImplementation owner)
{
    /// <summary>
    /// A boot that lost less than this, in KiB, lost nothing. Totals of kernels to which nothing was handed over were never
    /// seen to differ; a cold kernel and one entered by kexec differ by 16 KiB.
    /// </summary>
    public const long Threshold = 64;

    /// <summary>
    /// A kernel that uses less than this more than before, in KiB, lost nothing. Pages that have just been freed wait in lists
    /// of 31 until the processor looks at them again, a list for each thing that may be done with them.
    /// </summary>
    public const long KeptThreshold = 256;

    private const int Copies = 200;

    /// <summary>Programs that have each kernel for themselves cost a kernel for each run.</summary>
    private const int CopiesInRow = 4;

    private const ulong MostMemory = 128 << 20;

    /// <summary>Whether a batch that ran to its end lost memory.</summary>
    public static bool IsLossy(VmBatch batch) =>
        batch.LostWithin >= Threshold || batch.Kept >= KeptThreshold || batch.LostAcross >= Threshold;

    /// <summary>See <see cref="ILossMeter.FindLoss"/>.</summary>
    public FoundLoss? Find(IReadOnlyList<Program> suspects)
    {
        List<BatchProgram> left =
        [
            .. suspects.Select(static (p, i) => BatchProgram.Cut(i, p)).Where(static p => p.CanShare),
        ];
        MemoryLost? lost = left.Count == 0 ? null : Measure(left).Lost;
        while (lost is not null && left.Count > 1)
        {
            List<BatchProgram> first = left[..(left.Count / 2)];
            List<BatchProgram> second = left[first.Count..];
            Task<MemoryLost?> other = Task.Run(() => Measure(second).Lost);
            MemoryLost? here = Measure(first).Lost;
            MemoryLost? there = other.GetAwaiter().GetResult();
            if (here is null && there is null)
            {
                break;
            }

            (left, lost) = here is null ? (second, there!) : (first, here);
        }

        return lost is null ? null : new FoundLoss([.. left.Select(static p => p.Index)], lost);
    }

    /// <summary>See <see cref="ILossMeter.MeasureLoss"/>.</summary>
    public BatchAnswer? Measure(Program program)
    {
        var cut = BatchProgram.Cut(0, program);
        return cut.CanShare ? Measure([cut]) : null;
    }

    /// <summary>Runs as many copies of the programs as a boot can have, and says what all of them lost together.</summary>
    private BatchAnswer Measure(List<BatchProgram> programs)
    {
        int copies = Math.Max(1, Copies / programs.Count);
        if (programs.Exists(static p => p.IsCounting))
        {
            copies = Math.Min(copies, CopiesInRow);
        }

        ulong memory = programs.Aggregate(1UL, static (sum, p) => sum + p.Memory);
        int fitting = (int)Math.Min((ulong)copies, Math.Max(1, MostMemory / memory));
        List<BatchPlan> plans = BatchPlan.Make(
            Enumerable.Repeat(programs, fitting).SelectMany(static p => p),
            SessionNames.MostPrograms - 1,
            MostMemory
        );
        BatchAnswer answer = new([], null, RanAlone: false);
        foreach (BatchPlan plan in plans)
        {
            using var batch = new VmBatch(plan, owner.Boot, owner.Baseline);
            try
            {
                batch.Run(owner.BootDefault());
            }
            catch (ImplementationFaultException)
            {
                // What fails is found by other means; without an end there is nothing to compare.
                continue;
            }

            owner.Count(batch.Kexecs, batch.Crossings, 0, batch.Operations, plan.Members.Count);
            answer = answer with { Outcomes = [.. batch.Ended.First().Outcomes] };
            if (IsLossy(batch))
            {
                int runs = Math.Max(1, plan.Members.Count / programs.Count);
                double perRun(long? lost, long threshold = Threshold) =>
                    lost >= threshold ? (double)lost.Value / runs : 0;
                var lost = new MemoryLost(
                    perRun(batch.LostWithin),
                    perRun(batch.Kept, KeptThreshold),
                    perRun(batch.LostAcross),
                    runs
                );
                return answer with { Lost = lost };
            }
        }

        return answer;
    }
}
