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

    private const int Copies = 200;
    private const ulong MostMemory = 128 << 20;

    /// <summary>Whether a batch that ran to its end lost memory.</summary>
    public static bool IsLossy(VmBatch batch) => batch.LostWithin >= Threshold || batch.LostAcross >= Threshold;

    /// <summary>See <see cref="ILossMeter.FindLoss"/>.</summary>
    public (int Index, BatchAnswer Answer)? Find(IReadOnlyList<Program> suspects)
    {
        List<BatchProgram> left =
        [
            .. suspects.Select(static (p, i) => BatchProgram.Cut(i, p)).Where(static p => p.CanShare && !p.IsCounting),
        ];
        while (left.Count > 1)
        {
            List<BatchProgram> half = left[..(left.Count / 2)];
            left = Measure(half, Copies / half.Count).Lost is null ? left[half.Count..] : half;
        }

        return left.Count == 1 && Measure(left, Copies) is { Lost: not null } answer ? (left[0].Index, answer) : null;
    }

    /// <summary>See <see cref="ILossMeter.MeasureLoss"/>.</summary>
    public BatchAnswer? Measure(Program program)
    {
        var cut = BatchProgram.Cut(0, program);
        return cut.CanShare && !cut.IsCounting ? Measure([cut], Copies) : null;
    }

    /// <summary>Runs copies of the programs, and says what was lost by all together.</summary>
    private BatchAnswer Measure(List<BatchProgram> programs, int copies)
    {
        ulong memory = programs.Aggregate(1UL, static (sum, p) => sum + p.Memory);
        int fitting = (int)Math.Min((ulong)Math.Max(copies, 1), Math.Max(1, MostMemory / memory));
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
                double perRun(long? lost) => lost >= Threshold ? (double)lost.Value / plan.Members.Count : 0;
                var lost = new MemoryLost(perRun(batch.LostWithin), perRun(batch.LostAcross), plan.Members.Count);
                return answer with { Lost = lost };
            }
        }

        return answer;
    }
}
