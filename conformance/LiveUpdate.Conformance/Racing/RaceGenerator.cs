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

    private static readonly RaceKind[] Kinds = [.. Enum.GetValues<RaceKind>(), RaceKind.Preservations];

    private static readonly ByteString[] Names = [ByteString.Of("a"), ByteString.Of("b")];

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
    private int _next;

    /// <summary>A generator.</summary>
    /// <param name="model">The model.</param>
    public RaceGenerator(LiveUpdateModel model)
    {
        _model = model;
        _initial = model.ColdBoot(BootParameters.Default);
        _state = _initial;
    }

    /// <summary>The choices; start or replay them before each program.</summary>
    public ChoiceSource Choices { get; } = new();

    /// <summary>Makes the next program.</summary>
    public RaceCase Generate()
    {
        Clear();
        RaceKind kind = Choices.Pick<RaceKind>(Kinds);
        Prepare(kind);
        int agents = 2 + (Choices.Chance(30) ? 1 + Choices.Below(2) : 0);
        int wanted = agents + Choices.Below(Math.Min(agents, MostOperations - agents) + 1);
        if (kind == RaceKind.Reboots)
        {
            _race.Add(new RacingOperation(1 + Choices.Below(agents), new Kexec(BootParameters.Default)));
        }

        for (int tries = 0; _race.Count < wanted && tries < MostTries + wanted; tries++)
        {
            int agent = AgentFor(agents);
            Add(agent, Draw(agent, kind));
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
        if (RaceRules.WhyNot(_race, null) is not null)
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
            _own.Add((agent, operation.Result, operation.Verb));
        }
    }

    private void Do(Operation operation)
    {
        _model.Step(_state, operation, _expected);
        _state = _expected[0].Next;
        _before.Add(operation);
    }

    private Handle Fresh(char letter) => Handle.Numbered(letter, _next++);

    private static bool NeedsIncoming(RaceKind kind) =>
        kind is RaceKind.Retrievals or RaceKind.RetrievalsAndCloses or RaceKind.FileRetrievals;

    private void Prepare(RaceKind kind)
    {
        Open();
        if (NeedsIncoming(kind) || (kind is RaceKind.Reboots or RaceKind.Anything && Choices.Chance(40)))
        {
            PrepareIncoming(kind);
        }

        if (kind is RaceKind.Preservations or RaceKind.Reboots or RaceKind.Anything)
        {
            PrepareOutgoing(kind == RaceKind.Preservations ? 2 : 1 + Choices.Below(2));
        }

        if (kind == RaceKind.Opens)
        {
            Do(new Close(_device));
        }
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

        Do(new Kexec(BootParameters.Default));
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

        if (kind != RaceKind.Reboots)
        {
            LookAtFiles();
            _after.Add(new Kexec(BootParameters.Default));
        }

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
                    _after.Add(new ReadFile(file, 0, 1));
                }
            }
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
