namespace LiveUpdate.Targets;

/// <summary>
/// One boot's way through its kernels, and where on it each program begins. A program may begin on any kernel that has the
/// device: nothing on it is the program's, just as after a cold boot.
/// </summary>
internal sealed class BatchPlan
{
    private readonly List<(BatchProgram Program, int Start)> _members = [];
    private readonly ulong[] _memory;

    /// <summary>A plan without programs.</summary>
    /// <param name="way">The letters of its exits, see <see cref="BatchExit.Letter"/>.</param>
    public BatchPlan(string way)
    {
        Way = way;
        _memory = new ulong[way.Length + 1];
    }

    /// <summary>The letters of the exits, see <see cref="BatchExit.Letter"/>.</summary>
    public string Way { get; }

    /// <summary>The programs and the round in which each begins.</summary>
    public IReadOnlyList<(BatchProgram Program, int Start)> Members => _members;

    /// <summary>How long the plan may take, in no unit in particular: kernels cost far more than programs.</summary>
    public int Cost => 20 * (Way.Length + 1) + _members.Count;

    /// <summary>Whether the programs come one after the other instead of side by side.</summary>
    public bool IsRow { get; private init; }

    /// <summary>Sorts programs into plans, the one that may take longest first.</summary>
    /// <param name="programs">Programs that can share.</param>
    /// <param name="most">The most programs of a plan.</param>
    /// <param name="memory">The most memory that programs may fill at the same time.</param>
    public static List<BatchPlan> Make(IEnumerable<BatchProgram> programs, int most, ulong memory)
    {
        // Rare ways first, so that the many plain programs fill the room beside them; long ones before their parts.
        List<BatchPlan> plans = MakeRows(programs.Where(static p => p.IsCounting));
        List<BatchProgram> left =
        [
            .. programs
                .Where(static p => !p.IsCounting)
                .OrderByDescending(static p => p.Way.Any(static letter => letter != BatchExit.Warm))
                .ThenByDescending(static p => p.Way.Length),
        ];
        while (left.Count > 0)
        {
            BatchPlan[] more =
            [
                .. CommonWays.Find(left.Select(static p => p.Way)).Select(static w => new BatchPlan(w)),
            ];
            left = [.. left.Where(program => !TryPlace(program, more, most, memory))];
            plans.AddRange(more.Where(static plan => plan.Members.Count > 0).Select(static plan => plan.Trim()));
        }

        return [.. plans.OrderByDescending(static plan => plan.Cost)];
    }

    /// <summary>Rows of programs of which each begins on the kernel on which the one before it ends.</summary>
    private static List<BatchPlan> MakeRows(IEnumerable<BatchProgram> programs)
    {
        var rows = new List<BatchPlan>();
        foreach (BatchProgram program in programs)
        {
            BatchPlan? before = rows.Find(row => CommonWays.CanFollow(row.Way, program.Way));
            var row = new BatchPlan(before?.Way + program.Way) { IsRow = true };
            row._members.AddRange(before?.Members ?? []);
            row._members.Add((program, before?.Way.Length ?? 0));
            rows.Remove(before!);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Places a program with the fewest others; the first program of a plan always has room.</summary>
    private static bool TryPlace(BatchProgram program, BatchPlan[] plans, int most, ulong memory)
    {
        foreach (BatchPlan plan in plans.Where(p => p._members.Count < most).OrderBy(static p => p._members.Count))
        {
            if (plan.TryPlace(program, memory))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The plan without the kernels before and behind all its programs.</summary>
    private BatchPlan Trim()
    {
        int first = _members.Min(static m => m.Start);
        int end = _members.Max(static m => m.Start + m.Program.Way.Length);
        var trimmed = new BatchPlan(Way[first..end]);
        trimmed._members.AddRange(_members.Select(m => (m.Program, m.Start - first)));
        return trimmed;
    }

    private bool TryPlace(BatchProgram program, ulong memory)
    {
        // As late as can be: what a program loses shows best in the last kernel.
        for (int start = CommonWays.LastIndexOf(Way, program.Way, Way.Length); start >= 0; )
        {
            Span<ulong> filled = _memory.AsSpan(start, program.Way.Length + 1);
            if (_members.Count == 0 || !filled.ContainsAnyExceptInRange(0UL, memory - Math.Min(memory, program.Memory)))
            {
                foreach (ref ulong here in filled)
                {
                    here += program.Memory;
                }

                _members.Add((program, start));
                return true;
            }

            start = start == 0 ? -1 : CommonWays.LastIndexOf(Way, program.Way, start - 1);
        }

        return false;
    }
}
