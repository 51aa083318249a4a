namespace LiveUpdate.Targets;

/// <summary>
/// One boot's way through its kernels, and where on it each program begins. A program may begin on any kernel that has the
/// device: nothing on it is the program's, just as after a cold boot.
/// </summary>
internal sealed class BatchPlan
{
    private const int LongestWay = 16;

    private readonly List<(BatchProgram Program, int Start)> _members = [];

    /// <summary>The letters of the exits, see <see cref="BatchExit.Letter"/>.</summary>
    public string Way { get; private set; } = string.Empty;

    /// <summary>The programs and the round in which each begins.</summary>
    public IReadOnlyList<(BatchProgram Program, int Start)> Members => _members;

    /// <summary>A guess at the memory that all members fill.</summary>
    public ulong Memory { get; private set; }

    /// <summary>Sorts programs into plans.</summary>
    /// <param name="programs">Programs that can share.</param>
    /// <param name="most">The most programs of a plan.</param>
    /// <param name="memory">The most memory of a plan.</param>
    public static List<BatchPlan> Make(IEnumerable<BatchProgram> programs, int most, ulong memory)
    {
        var plans = new List<BatchPlan>();
        // Rare ways first, so that the many plain programs fill the room beside them; long ones before their parts.
        foreach (
            BatchProgram program in programs
                .OrderByDescending(static p => p.Way.Any(static letter => letter != BatchExit.Warm))
                .ThenByDescending(static p => p.Crossings)
        )
        {
            bool hasRoom(BatchPlan plan) => plan._members.Count < most && plan.Memory + program.Memory <= memory;
            bool isPlain = program.Way.All(static letter => letter == BatchExit.Warm);
            if (plans.Any(plan => hasRoom(plan) && plan.TryFit(program)))
            {
                continue;
            }

            if (isPlain || !plans.Any(plan => hasRoom(plan) && plan.TryExtend(program)))
            {
                var plan = new BatchPlan { Way = program.Way };
                plan.Add(program, 0);
                plans.Add(plan);
            }
        }

        return plans;
    }

    private bool HasDevice(int round) => round == 0 || Way[round - 1] is BatchExit.Warm or BatchExit.Cold;

    private bool TryFit(BatchProgram program)
    {
        // As late as can be: what a program loses shows best in the last kernel.
        for (int start = Way.Length - program.Way.Length; start >= 0; start--)
        {
            if (HasDevice(start) && string.CompareOrdinal(Way, start, program.Way, 0, program.Way.Length) == 0)
            {
                Add(program, start);
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets the way go on, so that the program's way overlaps its end as far as it can.</summary>
    private bool TryExtend(BatchProgram program)
    {
        for (int start = Math.Max(0, Way.Length - program.Way.Length); start <= Way.Length; start++)
        {
            int overlap = Way.Length - start;
            if (
                HasDevice(start)
                && start + program.Way.Length <= LongestWay
                && string.CompareOrdinal(Way, start, program.Way, 0, overlap) == 0
            )
            {
                Way += program.Way[overlap..];
                Add(program, start);
                return true;
            }
        }

        return false;
    }

    private void Add(BatchProgram program, int start)
    {
        _members.Add((program, start));
        Memory += program.Memory;
    }
}
