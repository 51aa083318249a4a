using System.Globalization;
using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Programs that share one boot, and how far each has come.</summary>
internal sealed class VmBatch(
    BatchPlan plan,
    Func<BootParameters, VmBoot> bootCold,
    MemoryBaseline baseline,
    Func<IImageKeeper>? keepers = null,
    CancellationToken cancellation = default
) : IDisposable
{
    private static readonly Handle Device = Handle.Parse("d");
    private static readonly Handle Session = Handle.Parse("s");

    /// <summary>A name that no program's can become: theirs have a prefix that this has not.</summary>
    private static readonly ByteString Recount = ByteString.Of("luoconf.recount");

    private readonly BatchProgram[] _programs = [.. plan.Members.Select(static m => m.Program)];
    private readonly List<Outcome>[] _outcomes = [.. plan.Members.Select(static _ => new List<Outcome>())];
    private readonly SessionNames[] _names =
    [
        .. Enumerable.Range(0, plan.Members.Count).Select(static i => new SessionNames(i)),
    ];
    private readonly JumpRecorder _jumps = new(plan.Members.Count, keepers);
    private readonly State[] _states = new State[plan.Members.Count];
    private Outcome _loaded = Outcome.Ok;
    private VmBoot? _boot;
    private long? _fresh;
    private KernelMemory _entered;
    private bool _isOrdinary;
    private bool _refusedSession;

    private enum State
    {
        Running,
        Ended,
        Misjudged,
    }

    /// <summary>The program whose turn it was when the machine failed, or <see langword="null"/> when it was nobody's in particular.</summary>
    public BatchProgram? Suspect { get; private set; }

    /// <summary>
    /// Who is told of a failure of the machine that does not happen again, with the answers so far: the program whose turn it
    /// was, or the first that was under way.
    /// </summary>
    public (BatchProgram Program, IReadOnlyList<Outcome> Outcomes) Witness
    {
        get
        {
            int index = Suspect is { } suspect
                ? Array.IndexOf(_programs, suspect)
                : Array.FindIndex(_states, static state => state == State.Running);
            return (_programs[index], _outcomes[index]);
        }
    }

    /// <summary>What of the memory handed to the last kernel it did not have back when all was over, in KiB; <see langword="null"/> when not measured.</summary>
    public long? LostWithin { get; private set; }

    /// <summary>What the last kernel still used when all was over, beyond what it used when it was entered, in KiB; <see langword="null"/> when not measured.</summary>
    public long? Kept { get; private set; }

    /// <summary>What the kernel behind the last one lacked, in KiB; <see langword="null"/> when not measured.</summary>
    public long? LostAcross { get; private set; }

    /// <summary>How many kexecs really happened.</summary>
    public int Kexecs { get; private set; }

    /// <summary>How many kexecs the programs went through.</summary>
    public long Crossings { get; private set; }

    /// <summary>How many operations were answered.</summary>
    public long Operations => _outcomes.Sum(static o => (long)o.Count);

    /// <summary>The answers of the programs that came to their end, and the jumps that they went through.</summary>
    public IEnumerable<(
        BatchProgram Program,
        IReadOnlyList<Outcome> Outcomes,
        IReadOnlyList<SharedJump> Jumps
    )> Ended =>
        Enumerable
            .Range(0, _programs.Length)
            .Where(i => _states[i] == State.Ended)
            .Select(i => (_programs[i], (IReadOnlyList<Outcome>)_outcomes[i], _jumps.Of(i)));

    /// <summary>The programs that could not be cut as they were, and must run alone.</summary>
    public IEnumerable<BatchProgram> Misjudged => Where(State.Misjudged);

    /// <summary>The programs that were still under way.</summary>
    public IEnumerable<BatchProgram> Unfinished => Where(State.Running);

    /// <summary>Runs all programs, segment by segment, with one way into the next kernel for all of them between.</summary>
    /// <param name="boot">The machine, freshly booted; it is disposed with the batch.</param>
    /// <exception cref="ImplementationFaultException">The machine failed; <see cref="Suspect"/> says in whose turn.</exception>
    public void Run(VmBoot boot)
    {
        _boot = boot;
        _jumps.Follow(boot);
        baseline.Prepare(boot);
        _entered = boot.ReadMemory();
        _fresh = _entered.Total;
        boot.Charge(VmPhase.Memory);
        for (int round = 0; _states.Contains(State.Running); round++)
        {
            (int Index, BatchSegment Segment)[] turns =
            [
                .. Enumerable
                    .Range(0, _programs.Length)
                    .Where(i => _states[i] == State.Running && plan.Members[i].Start <= round)
                    .Select(i => (i, _programs[i].Segments[round - plan.Members[i].Start])),
            ];
            foreach ((int index, BatchSegment segment) in turns.Where(t => !SharesLoad(t.Segment)))
            {
                RunSegment(index, segment);
            }

            BatchExit exit = ExitOf(round, turns);
            (int Index, BatchSegment Segment)[] loading = [.. turns.Where(t => SharesLoad(t.Segment))];
            if (loading.Length > 0)
            {
                Load(exit.Parameters);
            }

            foreach ((int index, BatchSegment segment) in loading)
            {
                RunSegment(index, segment);
            }

            if (_states.Contains(State.Running))
            {
                CountSessionsAnew();
                Suspect = OnlyOneUnderWay(round);
                Cross(exit, round);
                Suspect = null;
            }
        }

        CompareMemory();
        _boot.Charge(VmPhase.Memory);
    }

    /// <inheritdoc/>
    public void Dispose() => _boot?.Dispose();

    /// <summary>The exit that this round's programs want, in the least usual words that one of them has for it.</summary>
    private BatchExit ExitOf(int round, IEnumerable<(int Index, BatchSegment Segment)> turns)
    {
        BatchExit[] wanted = [.. turns.Select(static t => t.Segment.Exit).OfType<BatchExit>()];
        return wanted.FirstOrDefault(static e => e.Parameters != BootParameters.Default)
            ?? wanted.FirstOrDefault()
            ?? new BatchExit(round < plan.Way.Length && plan.Way[round] == BatchExit.Cold, BootParameters.Default);
    }

    private bool SharesLoad(BatchSegment segment) => segment.CanShareLoad && !plan.IsRow;

    /// <summary>
    /// Makes a session and ends it, so that the kernel counts its sessions anew. Where a refused session leaves a block for one
    /// too many behind, which brings the next kernel down, that would hit one program in fifty that share a kernel, and none
    /// of them by its own fault; the programs that are about such counts come in rows.
    /// </summary>
    private void CountSessionsAnew()
    {
        if (_refusedSession && !plan.IsRow)
        {
            Operation[] operations =
            [
                new OpenDevice(Device),
                new CreateSession(Session, Device, Recount),
                new Close(Session),
            ];
            _boot!.Ask(
                string.Create(CultureInfo.InvariantCulture, $"luoconf.slot n={SessionNames.MostPrograms - 1} keep=1")
            );
            _boot.Execute(operations, new Outcome[operations.Length], out _);
            _boot.Ask("luoconf.drop keep=1");
        }

        _refusedSession = false;
    }

    private BatchProgram? OnlyOneUnderWay(int round)
    {
        BatchProgram[] underWay =
        [
            .. _programs.Where((_, i) => _states[i] == State.Running && plan.Members[i].Start <= round),
        ];
        return underWay.Length == 1 ? underWay[0] : null;
    }

    private IEnumerable<BatchProgram> Where(State state) => _programs.Where((_, i) => _states[i] == state);

    private void Load(BootParameters parameters)
    {
        _boot!.Ask("luoconf.slot n=0");
        var outcome = new Outcome[1];
        _boot.Execute([new Load(ImageKind.File, parameters)], outcome, out _);
        _loaded = outcome[0];
        _boot.Charge(VmPhase.Load);
    }

    private void RunSegment(int index, BatchSegment segment)
    {
        cancellation.ThrowIfCancellationRequested();
        Suspect = _programs[index];
        bool sharesLoad = SharesLoad(segment);
        int keep = sharesLoad ? 1 : 0;
        _boot!.Ask($"luoconf.slot n={index} keep={keep}");
        Operation[] operations = sharesLoad
            ? [.. segment.Operations.Where(static o => o is not LiveUpdate.Contract.Load)]
            : [.. segment.Operations];
        var outcomes = new Outcome[operations.Length];
        int answered = 0;
        try
        {
            _boot.Execute([.. operations.Select(_names[index].Hide)], outcomes, out answered);
        }
        finally
        {
            for (int i = 0; i < answered; i++)
            {
                _refusedSession |= operations[i].Verb is Verb.CreateSession or Verb.Ioctl && !outcomes[i].IsOk;
                outcomes[i] = _names[index].Show(operations[i], outcomes[i]);
            }

            Record(index, segment, outcomes.AsSpan(0, answered));
        }

        ReadOnlySpan<Outcome> recorded = CollectionsMarshal.AsSpan(_outcomes[index])[^segment.Operations.Length..];
        if (!BatchProgram.Confirms(segment, recorded))
        {
            _states[index] = State.Misjudged;
        }
        else if (segment.Exit is null)
        {
            _states[index] = State.Ended;
        }

        // A program that goes on leaves its descriptors open for the kexec, all but what only one program can have.
        _boot!.Ask($"{(_states[index] == State.Running ? "luoconf.turn" : "luoconf.drop")} keep={keep}");
        Suspect = null;
        _boot.Charge(VmPhase.Operations);
    }

    /// <summary>Keeps a segment's answers, with the answer of the common load at the place of the program's own.</summary>
    private void Record(int index, BatchSegment segment, ReadOnlySpan<Outcome> outcomes)
    {
        int next = 0;
        foreach (Operation operation in segment.Operations)
        {
            bool isCommon = SharesLoad(segment) && operation is LiveUpdate.Contract.Load;
            if (!isCommon && next == outcomes.Length)
            {
                return;
            }

            _outcomes[index].Add(isCommon ? _loaded : outcomes[next++]);
        }
    }

    /// <summary>All programs are over: nothing of theirs may be in use any more, nor be handed over.</summary>
    private void CompareMemory()
    {
        if (plan.Way.Length > 0 && plan.Way[^1] is not (BatchExit.Warm or BatchExit.Cold))
        {
            return;
        }

        Discard();
        KernelMemory last = _boot!.ReadMemory();
        Kept = last.Used - _entered.Used;
        LostWithin = (_isOrdinary ? baseline.Of(last.Kernel) : _fresh) - last.Total;

        var outcome = new Outcome[1];
        _boot.Execute([new Kexec(BootParameters.Default)], outcome, out _);
        KernelMemory next = _boot.ReadMemory();
        LostAcross = baseline.Of(next.Kernel) - next.Total;
    }

    /// <summary>Ends what was handed over to the last kernel and that no program asked for.</summary>
    private void Discard()
    {
        Operation[] operations =
        [
            new OpenDevice(Device),
            .. _names
                .SelectMany(static n => n.Hidden)
                .SelectMany(static name =>
                    new Operation[] { new RetrieveSession(Session, Device, name), new Close(Session) }
                ),
        ];
        _boot!.Ask("luoconf.slot n=0");
        _boot.Execute([.. operations, new Unload()], new Outcome[operations.Length + 1], out _);
        _boot.Ask("luoconf.drop");
    }

    private void Cross(BatchExit exit, int round)
    {
        if (exit.IsCold)
        {
            _boot!.Dispose();
            _boot = bootCold(exit.Parameters);
            _jumps.Follow(_boot);
            _entered = _boot.ReadMemory();
            _fresh = _entered.Total;
            _isOrdinary = false;
        }
        else
        {
            var outcome = new Outcome[1];
            _boot!.Execute([new Kexec(exit.Parameters)], outcome, out _);
            if (!outcome[0].IsOk)
            {
                throw new ImplementationFaultException(
                    FaultKind.Crashed,
                    $"a kexec for all programs was answered '{outcome[0]}'"
                );
            }

            Kexecs++;
            _boot.Charge(VmPhase.Kexec);
            _entered = _boot.ReadMemory();
            // Other sizes of scratch leave other totals.
            _fresh = null;
            _isOrdinary = exit.Parameters.Scratch is null;
        }

        for (int i = 0; i < _programs.Length; i++)
        {
            if (_states[i] == State.Running && plan.Members[i].Start <= round)
            {
                _outcomes[i].Add(Outcome.Ok);
                Crossings += exit.IsCold ? 0 : 1;
                _jumps.Note(i, exit, _names[i]);
            }
        }
    }
}
