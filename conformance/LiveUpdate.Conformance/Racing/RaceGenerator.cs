using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Makes programs with a race: something to race about, two to four agents that want it at once, and a read-out.</summary>
/// <remarks>A program depends on the choices alone. An instance is used again and again by one thread.</remarks>
internal sealed class RaceGenerator
{
    private const int MostOperations = 8;
    private const int MostTries = 12;
    private const ulong Cloexec = 3;

    private static readonly RaceKind[] AllKinds =
    [
        .. Enum.GetValues<RaceKind>().Where(static kind => kind <= RaceKind.Anything),
        RaceKind.Preservations,
        RaceKind.Reboots,
        RaceKind.Refusals,
        RaceKind.Handled,
        // Few of these change a file in the very moment in which it is preserved or let go.
        RaceKind.FileCalls,
        RaceKind.FileCalls,
    ];

    private static readonly ByteString Compatible = ByteString.Of("chan-v1");
    private static readonly ByteString Vetoing = ByteString.Of("veto-v1");
    private static readonly ByteString Pool = ByteString.Of("pool-v1");

    private static readonly ByteString[] Names = [ByteString.Of("a"), ByteString.Of("b")];

    private static readonly RaceKind[] WithoutHandlers =
    [
        .. AllKinds.Where(static kind => kind is not (RaceKind.Refusals or RaceKind.Handled)),
    ];

    private readonly RaceKind[] _kinds;
    private readonly bool _hasFlbs;
    private readonly bool _hasStates;
    private readonly LiveUpdateModel _model;
    private readonly ModelState _initial;
    private readonly Expectation _expected = new();
    private readonly List<Operation> _before = [];
    private readonly List<RacingOperation> _race = [];
    private readonly List<Operation> _after = [];
    private readonly List<Handle> _outgoing = [];
    private readonly List<Handle> _incoming = [];
    private readonly List<Handle> _files = [];
    private readonly List<(int Agent, Handle Handle, Verb Maker)> _own = [];
    private ModelState _state;
    private Handle _device;
    private Handle _handler;
    private Handle _flb;
    private Handle _veto;
    private int _next;

    /// <summary>A generator.</summary>
    /// <param name="model">The model.</param>
    /// <param name="features">What the implementation can do.</param>
    public RaceGenerator(LiveUpdateModel model, Features features)
    {
        _hasFlbs = features.HasFlag(Features.Flbs);
        _kinds = features.HasFlag(Features.Handlers) ? AllKinds : WithoutHandlers;
        _model = model;
        _initial = model.ColdBoot(BootParameters.Default);
        _hasStates = StageMoves.Has(_initial);
        if (_hasStates)
        {
            _kinds = [.. _kinds, .. Enumerable.Repeat(RaceKind.Events, _kinds.Length)];
        }
        else if ((_initial.Differences & Differences.UnpreserveOrdered) != Differences.None)
        {
            _kinds = [.. _kinds, .. Enumerable.Repeat(RaceKind.Unpreservations, 4)];
        }

        _state = _initial;
    }

    /// <summary>The choices; start or replay them before each program.</summary>
    public ChoiceSource Choices { get; } = new();

    /// <summary>Makes the next program.</summary>
    public RaceCase Generate()
    {
        Clear();
        RaceKind kind = Choices.Pick<RaceKind>(_kinds);
        Prepare(kind);
        int agents = 2 + (Choices.Chance(30) ? 1 + Choices.Below(2) : 0);
        int wanted = agents + Choices.Below(Math.Min(agents, MostOperations - agents) + 1);
        if (kind is RaceKind.Reboots or RaceKind.Refusals)
        {
            int agent = 1 + Choices.Below(agents);
            _race.Add(new RacingOperation(agent, new Kexec(BootParameters.Default)));
            if (Choices.Chance(kind == RaceKind.Refusals ? 30 : 10))
            {
                _race.Add(new RacingOperation(1 + agent % agents, new Kexec(BootParameters.Default)));
            }
        }

        for (int tries = 0; _race.Count < wanted && tries < MostTries + wanted; tries++)
        {
            int agent = AgentFor(agents);
            Add(agent, MaybeRaw(Draw(agent, kind) ?? (_hasStates ? Retrieve() : null)));
        }

        ReadOut(kind);
        return new RaceCase([.. _before], [.. _race], [.. _after]);
    }

    private void Clear()
    {
        _before.Clear();
        _race.Clear();
        _after.Clear();
        _outgoing.Clear();
        _incoming.Clear();
        _files.Clear();
        _own.Clear();
        _handler = Handle.None;
        _flb = Handle.None;
        _veto = Handle.None;
        _state = _initial;
        _next = 0;
    }

    /// <summary>Each agent gets an operation before one gets a second.</summary>
    private int AgentFor(int agents)
    {
        for (int agent = 1; agent <= agents; agent++)
        {
            if (!_race.Exists(one => one.Agent == agent))
            {
                return agent;
            }
        }

        return 1 + Choices.Below(agents);
    }

    private void Add(int agent, Operation? operation)
    {
        if (operation is null)
        {
            return;
        }

        _race.Add(new RacingOperation(agent, operation));
        if (RaceRules.WhyNot(_race, _state) is not null)
        {
            _race.RemoveAt(_race.Count - 1);
            return;
        }

        if (operation is Close close)
        {
            _own.RemoveAll(own => own.Handle == close.Target);
        }
        else if (!operation.Result.IsNone)
        {
            _own.Add((agent, operation.Result, RawCall.ToPlain(operation).Verb));
        }
    }

    private Operation? MaybeRaw(Operation? operation) =>
        operation is not null && Choices.Chance(10) ? UnwritableCall.Raw(operation) ?? operation : operation;

    private void Do(Operation operation)
    {
        _model.Step(_state, operation, _expected);
        _state = _expected[0].Next;
        _before.Add(operation);
    }

    private Handle Fresh(char letter) => Handle.Numbered(letter, _next++);

    private bool IsUpdated => _hasStates && _state.Alternative!.Stage == LuoStage.Updated;

    private static bool NeedsIncoming(RaceKind kind) =>
        kind is RaceKind.Retrievals or RaceKind.RetrievalsAndCloses or RaceKind.FileRetrievals;

    private void Prepare(RaceKind kind)
    {
        Open();
        if (
            NeedsIncoming(kind)
            || (kind is RaceKind.Reboots or RaceKind.Anything or RaceKind.FileCalls && Choices.Chance(40))
            || (kind == RaceKind.Events && Choices.Chance(15))
        )
        {
            PrepareIncoming(kind);
        }

        if (kind is RaceKind.Refusals or RaceKind.Handled)
        {
            PrepareHandled(kind);
        }
        else if (IsUpdated)
        {
            // Nothing can be made in this state.
        }
        else if (kind == RaceKind.Events && _kinds.Contains(RaceKind.Handled) && Choices.Chance(50))
        {
            PrepareHandled(RaceKind.Events);
        }
        else if (
            kind
            is RaceKind.Preservations
                or RaceKind.Reboots
                or RaceKind.Anything
                or RaceKind.FileCalls
                or RaceKind.Events
                or RaceKind.Unpreservations
        )
        {
            PrepareOutgoing(kind == RaceKind.Preservations ? 2 : 1 + Choices.Below(2));
        }

        if (kind == RaceKind.Unpreservations)
        {
            PreserveMore();
        }

        if (_hasStates && !NeedsIncoming(kind))
        {
            PrepareState(kind);
        }

        if (kind == RaceKind.Opens)
        {
            Do(new Close(_device));
        }
    }

    /// <summary>Some state: the one in which a reboot hands over and can be refused, or any.</summary>
    private void PrepareState(RaceKind kind)
    {
        if (_state.Alternative!.Stage == LuoStage.Updated)
        {
            if (Choices.Chance(30))
            {
                Do(new LuoEvent(_device, EventKind.Finish));
            }

            return;
        }

        if (Choices.Chance(kind is RaceKind.Reboots or RaceKind.Refusals ? 60 : 25))
        {
            Do(new LuoEvent(_device, EventKind.Prepare));
            if (kind == RaceKind.Events && Choices.Chance(30))
            {
                Do(new LuoEvent(_device, EventKind.Freeze));
            }
        }
    }

    /// <summary>Into the next kernel with everything, whatever the state.</summary>
    private void Jump()
    {
        if (_hasStates)
        {
            Do(new LuoEvent(_device, EventKind.Prepare));
        }

        Do(new Kexec(BootParameters.Default));
    }

    private void Open()
    {
        _device = Fresh('d');
        Do(new OpenDevice(_device));
    }

    private void PrepareIncoming(RaceKind kind)
    {
        int sessions = 1 + Choices.Below(2);
        for (int i = 0; i < sessions; i++)
        {
            Handle session = Fresh('s');
            Do(new CreateSession(session, _device, Names[i]));
            int files = kind == RaceKind.FileRetrievals ? 1 + Choices.Below(2) : Choices.Below(2);
            for (int token = 1; token <= files; token++)
            {
                Handle file = Fresh('m');
                Do(new CreateMemfd(file, 4096, (byte)(16 * i + token), Cloexec, ByteString.Empty));
                Do(new PreserveFd(session, file, (ulong)token));
            }
        }

        Jump();
        Open();
        for (int i = 0; i < sessions; i++)
        {
            if (kind is RaceKind.RetrievalsAndCloses or RaceKind.FileRetrievals || Choices.Chance(30))
            {
                Handle session = Fresh('s');
                Do(new RetrieveSession(session, _device, Names[i]));
                _incoming.Add(session);
            }
        }
    }

    /// <summary>A handler, at times with an FLB, and files of it in a kernel, or from the kernel before.</summary>
    private void PrepareHandled(RaceKind kind)
    {
        bool hasFlb = Choices.Chance(kind == RaceKind.Handled ? 80 : 40) && _hasFlbs;
        Register(hasFlb);
        if (kind == RaceKind.Handled && Choices.Chance(40))
        {
            PreserveHandled(2);
            Jump();
            Register(hasFlb);
            Open();
            for (int i = 0; i < _outgoing.Count; i++)
            {
                Handle session = Fresh('s');
                Do(new RetrieveSession(session, _device, Names[i]));
                _incoming.Add(session);
            }

            _outgoing.Clear();
            _files.Clear();
            return;
        }

        PreserveHandled(kind == RaceKind.Refusals ? 1 + Choices.Below(2) : Choices.Below(2));
        if (kind == RaceKind.Refusals)
        {
            PrepareVeto();
        }
    }

    /// <summary>The file of a second handler, mostly the last of all, whose freeze fails when others are frozen already.</summary>
    private void PrepareVeto()
    {
        _veto = Fresh('h');
        Do(new RegisterHandler(_veto, Vetoing, 2, HandlerCallbacks.None));
        Handle file = Fresh('f');
        Do(new CreateHandlerFile(file, 1, 9, 0, Handle.None));
        Do(new PreserveFd(_outgoing[Choices.Chance(75) ? ^1 : 0], file, 2));
        Do(new ScriptHandler(_veto, HandlerCallbacks.Freeze, Errno.EIO, null, 0, Handle.None));
    }

    private void Register(bool hasFlb)
    {
        _handler = Fresh('h');
        Do(new RegisterHandler(_handler, Compatible, 1, HandlerCallbacks.None));
        if (hasFlb)
        {
            _flb = Fresh('b');
            Do(new RegisterFlb(_flb, _handler, Pool, FlbCallbacks.None));
        }
    }

    /// <summary>Two sessions and two files, of which the first ones are preserved.</summary>
    private void PreserveHandled(int preserved)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            Handle session = Fresh('s');
            Do(new CreateSession(session, _device, Names[i]));
            _outgoing.Add(session);
            Handle file = Fresh('f');
            Do(new CreateHandlerFile(file, 0, (ulong)(i + 5), 0, Handle.None));
            _files.Add(file);
            if (i < preserved)
            {
                Do(new PreserveFd(session, file, 3));
            }
        }
    }

    private void PrepareOutgoing(int sessions)
    {
        for (int i = 0; i < sessions; i++)
        {
            Handle session = Fresh('s');
            Do(new CreateSession(session, _device, Names[i]));
            _outgoing.Add(session);
        }

        int files = sessions == 2 ? 2 : 1 + Choices.Below(2);
        for (int i = 0; i < files; i++)
        {
            Handle file = Fresh('m');
            Do(new CreateMemfd(file, 4096, (byte)(0x41 + i), Cloexec, ByteString.Empty));
            _files.Add(file);
        }

        if (Choices.Chance(30))
        {
            Do(new PreserveFd(_outgoing[0], _files[^1], 3));
        }
    }

    /// <summary>More files in a session, so that one of them is behind others.</summary>
    private void PreserveMore()
    {
        for (int i = 0; i < 2; i++)
        {
            Handle file = Fresh('m');
            Do(new CreateMemfd(file, 4096, (byte)(0x61 + i), Cloexec, ByteString.Empty));
            Do(new PreserveFd(_outgoing[0], file, 4 + (ulong)i));
            _files.Add(file);
        }
    }

    private Operation? Draw(int agent, RaceKind kind) =>
        kind switch
        {
            RaceKind.Opens => Choices.Chance(25) ? CloseOwn(agent) : new OpenDevice(Fresh('d')),
            RaceKind.Creations => Choices.Chance(25) ? CloseOwn(agent) : Create(),
            RaceKind.Retrievals => Choices.Chance(30) ? UseOwn(agent) : Retrieve(),
            RaceKind.RetrievalsAndCloses => _race.Count == 0 ? Close(_incoming) : Retrieve(),
            RaceKind.Preservations => Choices.Chance(15) ? CloseOwn(agent) : Preserve(agent),
            RaceKind.FileRetrievals => Choices.Chance(20) ? Finish() : RetrieveFile(),
            RaceKind.Reboots => DrawBesideReboot(agent),
            RaceKind.Refusals => Choices.Chance(25) ? Refer() : DrawBesideReboot(agent),
            RaceKind.Handled => DrawHandled(agent),
            RaceKind.FileCalls => Choices.Chance(45) ? DrawOnSession(agent) : ChangeFile(),
            RaceKind.Events => DrawAroundEvents(agent),
            RaceKind.Unpreservations => Choices.Chance(45)
                ? new UnpreserveFd(_outgoing[0], 3 + (ulong)Choices.Below(3))
                : DrawOnSession(agent),
            _ => DrawAnything(agent),
        };

    private Operation? DrawBesideReboot(int agent) =>
        Choices.Below(6) switch
        {
            0 => Create(),
            1 => Preserve(agent),
            2 => Close(_outgoing),
            3 => UseOwn(agent),
            _ => DrawAnything(agent),
        };

    private Operation? DrawAnything(int agent) =>
        Choices.Below(10) switch
        {
            0 or 1 => Create(),
            2 or 3 => Preserve(agent),
            4 => Retrieve(),
            5 => RetrieveFile(),
            6 => Choices.Chance(50) ? Close(_outgoing) : Close(_incoming),
            7 => Finish(),
            8 => AskName(),
            _ => UseOwn(agent),
        };

    private Operation? DrawAroundEvents(int agent) =>
        Choices.Below(10) switch
        {
            0 or 1 or 2 or 3 => new LuoEvent(_device, AnyEvent()),
            4 => Create(),
            5 => Preserve(agent),
            6 => Close(Choices.Chance(75) ? _outgoing : _incoming),
            7 => _outgoing.Count == 0 ? null : new UnpreserveFd(Pick(_outgoing), 3),
            8 => new LuoState(_device),
            _ => DrawAnything(agent),
        };

    /// <summary>Mostly an event that the state allows.</summary>
    private EventKind AnyEvent()
    {
        LuoStage stage = _state.Alternative!.Stage;
        return Choices.Chance(30) ? (EventKind)Choices.Below(4)
            : stage == LuoStage.Updated ? EventKind.Finish
            : stage == LuoStage.Normal ? EventKind.Prepare
            : stage == LuoStage.Prepared && Choices.Chance(50) ? EventKind.Freeze
            : EventKind.Cancel;
    }

    private Operation? DrawHandled(int agent) =>
        Choices.Below(8) switch
        {
            0 or 1 => Refer(),
            2 => Close(_incoming.Count > 0 ? _incoming : _outgoing),
            3 => Finish(),
            4 => RetrieveFile(),
            _ => PreserveOwnHandled(agent) ?? (Operation?)Finish(),
        };

    /// <summary>Each agent has a file and a session of its own, so that only the FLB is shared.</summary>
    private PreserveFd? PreserveOwnHandled(int agent) =>
        _outgoing.Count == 0
            ? null
            : new PreserveFd(_outgoing[(agent - 1) % _outgoing.Count], _files[(agent - 1) % _files.Count], 1);

    private Operation? DrawOnSession(int agent) =>
        Choices.Below(6) switch
        {
            0 => Close(_outgoing),
            1 => Finish(),
            2 => Create(),
            _ => Preserve(agent),
        };

    private FlbReference? Refer() =>
        _flb.IsNone
            ? null
            : new FlbReference(
                _incoming.Count > 0
                    ? Choices.Chance(70)
                        ? Verb.FlbGetIncoming
                        : Verb.FlbPutIncoming
                    : Choices.Chance(70)
                        ? Verb.FlbGetOutgoing
                        : Verb.FlbPutOutgoing,
                _flb
            );

    /// <summary>Something that a frozen file refuses, or that shows what became of it.</summary>
    private Operation? ChangeFile()
    {
        if (_files.Count == 0)
        {
            return null;
        }

        Handle file = Pick(_files);
        return Choices.Below(8) switch
        {
            0 or 1 => new WriteFile(file, 4096, 1, 0x77),
            2 => new WriteFile(file, 1, 1, 0x78),
            3 => new Truncate(file, Choices.Chance(50) ? 8192u : 1u),
            4 => new Fallocate(file, 0, 4096, 1),
            5 => new AddSeals(file, 4),
            6 => new Seek(file, 9),
            _ => new ReadFile(file, 0, 1),
        };
    }

    private CreateSession Create() =>
        new(Fresh('s'), _device, Choices.Chance(20) ? ByteString.Of("c") : Choices.Pick<ByteString>(Names));

    private RetrieveSession Retrieve() => new(Fresh('t'), _device, Choices.Chance(70) ? Names[0] : Names[1]);

    private PreserveFd? Preserve(int agent) =>
        _outgoing.Count == 0 || _files.Count == 0
            ? null
            : new PreserveFd(
                _outgoing[(agent + Choices.Below(4) / 3) % _outgoing.Count],
                Choices.Chance(50) ? Pick(_files) : _files[0],
                1 + (ulong)Choices.Below(2)
            );

    private RetrieveFd? RetrieveFile() =>
        _incoming.Count == 0
            ? null
            : new RetrieveFd(Fresh('x'), Pick(_incoming), 1 + (ulong)(Choices.Chance(25) ? 1 : 0));

    private FinishSession? Finish() => _incoming.Count == 0 ? null : new FinishSession(Pick(_incoming), 0);

    private GetName? AskName() =>
        _outgoing.Count > 0 ? new GetName(Pick(_outgoing))
        : _incoming.Count > 0 ? new GetName(Pick(_incoming))
        : null;

    private Close? Close(List<Handle> from) => from.Count == 0 ? null : new Close(Pick(from));

    private Close? CloseOwn(int agent)
    {
        foreach ((int maker, Handle handle, _) in _own)
        {
            if (maker == agent)
            {
                return new Close(handle);
            }
        }

        return null;
    }

    private Operation? UseOwn(int agent)
    {
        foreach ((int maker, Handle handle, Verb verb) in _own)
        {
            if (maker == agent && verb == Verb.RetrieveSession)
            {
                return Choices.Below(3) switch
                {
                    0 => new RetrieveFd(Fresh('x'), handle, 1),
                    1 => new FinishSession(handle, 0),
                    _ => new Close(handle),
                };
            }

            if (maker == agent && verb == Verb.CreateSession && _files.Count > 0)
            {
                return Choices.Chance(50) ? new PreserveFd(handle, Pick(_files), 1) : new Close(handle);
            }
        }

        return CloseOwn(agent);
    }

    private Handle Pick(List<Handle> from) => from[Choices.Below(from.Count)];

    /// <summary>Looks at what the race has left, in this kernel and in the next.</summary>
    private void ReadOut(RaceKind kind)
    {
        ReadOutPositions();
        if (kind == RaceKind.Refusals)
        {
            // The machine runs on, and the next attempt hands over what it would have without the refused one.
            _after.Add(new ScriptHandler(_veto, HandlerCallbacks.Freeze, Errno.None, null, 0, Handle.None));
            _after.Add(new GetName(_outgoing[0]));
        }

        if (_hasStates)
        {
            _after.Add(new LuoState(_device));
        }

        if (kind != RaceKind.Reboots)
        {
            LookAtFiles();
            if (_hasStates)
            {
                _after.Add(new LuoEvent(_device, EventKind.Prepare));
            }

            _after.Add(new Kexec(BootParameters.Default));
        }

        if (!_handler.IsNone)
        {
            RegisterAgain();
        }

        ReadOutSessions(kind);
    }

    /// <summary>Moves the position through one descriptor of a retrieved file, and asks for it through all.</summary>
    private void ReadOutPositions()
    {
        Handle[] retrieved =
        [
            .. _own.Where(static own => own.Maker == Verb.RetrieveFd).Select(static own => own.Handle),
        ];
        if (retrieved.Length > 0)
        {
            _after.Add(new Seek(retrieved[0], 7, SeekFrom.Set));
            foreach (Handle handle in retrieved)
            {
                _after.Add(new Seek(handle, 0, SeekFrom.Cur));
            }
        }
    }

    private void ReadOutSessions(RaceKind kind)
    {
        Handle device = Fresh('e');
        _after.Add(new OpenDevice(device));
        string[] names = kind == RaceKind.Opens ? [] : ["a", "b", "c"];
        foreach (string name in names)
        {
            Handle session = Fresh('u');
            _after.Add(new RetrieveSession(session, device, ByteString.Of(name)));
            if (_files.Count > 0)
            {
                for (ulong token = 1; token <= 3; token++)
                {
                    Handle file = Fresh('y');
                    _after.Add(new RetrieveFd(file, session, token));
                    _after.Add(_handler.IsNone ? new ReadFile(file, 0, 1) : new GetHandlerValue(file));
                    if (kind == RaceKind.FileCalls)
                    {
                        _after.Add(new Seek(file, 0, SeekFrom.End));
                        _after.Add(new GetSeals(file));
                    }
                }
            }

            if (!_flb.IsNone)
            {
                _after.Add(new Close(session));
            }
        }
    }

    private void RegisterAgain()
    {
        if (!_veto.IsNone)
        {
            _after.Add(new RegisterHandler(Fresh('h'), Vetoing, 2, HandlerCallbacks.None));
        }

        Handle handler = Fresh('h');
        _after.Add(new RegisterHandler(handler, Compatible, 1, HandlerCallbacks.None));
        if (!_flb.IsNone)
        {
            _after.Add(new RegisterFlb(Fresh('b'), handler, Pool, FlbCallbacks.None));
        }
    }

    private void LookAtFiles()
    {
        if (_files.Count > 0)
        {
            Handle probe = Fresh('q');
            _after.Add(new CreateSession(probe, _device, ByteString.Of("q")));
            ulong token = 1;
            foreach (Handle file in _files)
            {
                _after.Add(new PreserveFd(probe, file, token++));
            }
        }
    }
}
