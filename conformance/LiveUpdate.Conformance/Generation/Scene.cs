using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>A program in the making: what it holds, and the model's state behind its last operation.</summary>
/// <remarks>
/// The moves look at it to find out what makes sense, and append operations. It keeps its own account of handles; all
/// other facts are read from the model's state.
/// </remarks>
internal sealed class Scene
{
    private const int StaleKept = 8;

    private readonly LiveUpdateModel _model;
    private readonly ModelState _initial;
    private readonly Holding[] _holdings = new Holding[1024];
    private readonly Handle[] _stale = new Handle[StaleKept];
    private int _held;
    private int _staleCount;
    private int _nextHandle;
    private int _nextFill;
    private bool _isInProfileMove;

    /// <summary>A scene without a case.</summary>
    /// <param name="model">The model.</param>
    /// <param name="choices">Where the case's choices come from.</param>
    /// <param name="trace">Where its operations go.</param>
    public Scene(LiveUpdateModel model, ChoiceSource choices, CaseTrace trace)
    {
        _model = model;
        Choices = choices;
        Trace = trace;
        _initial = model.ColdBoot(BootParameters.Default);
        State = _initial;
        Profile = new CaseProfile();
    }

    /// <summary>The choices.</summary>
    public ChoiceSource Choices { get; }

    /// <summary>The operations so far.</summary>
    public CaseTrace Trace { get; }

    /// <summary>The case's own mix.</summary>
    public CaseProfile Profile { get; }

    /// <summary>What the target can do.</summary>
    public Features Features { get; set; } = Features.All;

    /// <summary>The most operations.</summary>
    public int MaxOperations { get; set; }

    /// <summary>The state that the answers expected first have led to.</summary>
    public ModelState State { get; private set; }

    /// <summary>Whether there is no room for another operation.</summary>
    public bool IsFull => Trace.Count >= MaxOperations;

    /// <summary>How many more operations fit.</summary>
    public int Room => MaxOperations - Trace.Count;

    /// <summary>What the program holds.</summary>
    public ReadOnlySpan<Holding> Holdings => _holdings.AsSpan(0, _held);

    /// <summary>Begins a case.</summary>
    public void Start()
    {
        Trace.Clear();
        State = _initial;
        _held = 0;
        _staleCount = 0;
        _nextHandle = 0;
        _nextFill = 0;
    }

    /// <summary>Appends an operation, unless the program is full or the target lacks what it needs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="makes">What a result handle names.</param>
    /// <returns>Whether it is expected to succeed.</returns>
    public bool Do(Operation operation, HoldingKind makes = HoldingKind.Memory)
    {
        if (IsFull || (FeatureNeeds.Of(operation) & ~Features) != Features.None)
        {
            return false;
        }

        if (ProfileMoves.Has(State) && !_isInProfileMove)
        {
            _isInProfileMove = true;
            ProfileMoves.Before(this, operation);
            _isInProfileMove = false;
        }

        Expectation expectation = Trace.Append(_model, State, operation);
        ref readonly Alternative expected = ref expectation[0];
        State = expected.Next;
        bool isOk = expected.Pattern.Kind switch
        {
            PatternKind.Exactly or PatternKind.AnyTrace => expected.Pattern.Outcome!.IsOk,
            PatternKind.ArgumentExcept or PatternKind.Open => true,
            _ => false,
        };
        if (isOk && !FeatureNeeds.IsOfKernelMemory(operation.Verb))
        {
            Account(operation, makes);
        }

        return isOk;
    }

    /// <summary>Appends an operation with nothing of the profile's own before it.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>Whether it is expected to succeed.</returns>
    public bool DoPlainly(Operation operation)
    {
        bool wasInProfileMove = _isInProfileMove;
        _isInProfileMove = true;
        bool isOk = Do(operation);
        _isInProfileMove = wasInProfileMove;
        return isOk;
    }

    /// <summary>A result handle: mostly a new one, at times one that was used before.</summary>
    /// <param name="letter">The first letter of a new one.</param>
    public Handle Fresh(char letter)
    {
        if (_staleCount > 0 && Choices.Chance(8))
        {
            return _stale[Choices.Below(_staleCount)];
        }

        if (_held > 0 && Choices.Below(200) == 199)
        {
            return _holdings[Choices.Below(_held)].Handle;
        }

        return Handle.Numbered(letter, _nextHandle++);
    }

    /// <summary>Some handle that is closed, or was never bound.</summary>
    public Handle Stale() => _staleCount == 0 ? Handle.Numbered('z', 0) : _stale[Choices.Below(_staleCount)];

    /// <summary>How many handles of a kind are held.</summary>
    /// <param name="kind">The kind.</param>
    public int CountOf(HoldingKind kind)
    {
        int count = 0;
        for (int i = 0; i < _held; i++)
        {
            count += _holdings[i].Kind == kind ? 1 : 0;
        }

        return count;
    }

    /// <summary>One of the handles of a kind, drawn.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="handle">The handle.</param>
    /// <returns>Whether there is any.</returns>
    public bool TryPick(HoldingKind kind, out Handle handle)
    {
        int count = CountOf(kind);
        handle = default;
        if (count == 0)
        {
            return false;
        }

        // 0 draws the youngest: programs tend to use what they have just made.
        int wanted = Choices.Below(count);
        for (int i = _held - 1; ; i--)
        {
            if (_holdings[i].Kind == kind && wanted-- == 0)
            {
                handle = _holdings[i].Handle;
                return true;
            }
        }
    }

    /// <summary>A handle of a kind, or at times, and when there is none, one that does not fit.</summary>
    /// <param name="kind">The kind.</param>
    public Handle Pick(HoldingKind kind)
    {
        if (!Choices.Chance(Profile.Misuse) && TryPick(kind, out Handle handle))
        {
            return handle;
        }

        return _held == 0 || Choices.Chance(40) ? Stale() : _holdings[Choices.Below(_held)].Handle;
    }

    /// <summary>The next fill value: no two files of a case are alike for long.</summary>
    public byte Fill() => (byte)(1 + ((Profile.FirstFill + 37 * _nextFill++) % 255));

    private void Account(Operation operation, HoldingKind makes)
    {
        switch (operation.Verb)
        {
            case Verb.Close:
                Drop(((Close)operation).Target);
                return;
            case Verb.Dup:
                makes = KindOf(((Dup)operation).Target);
                break;
            case Verb.Die or Verb.Kexec or Verb.ColdBoot:
            case Verb.Reboot when State.Bindings.IsEmpty:
                DropAll();
                return;
        }

        // Handlers and FLBs are no descriptors; the state knows them.
        bool isObject = operation.Verb is Verb.HandlerRegister or Verb.FlbRegister or Verb.KhoRegisterNotifier;
        if (!operation.Result.IsNone && !isObject && _held < _holdings.Length)
        {
            _holdings[_held++] = new Holding(operation.Result, makes);
        }
    }

    private HoldingKind KindOf(Handle handle)
    {
        for (int i = 0; i < _held; i++)
        {
            if (_holdings[i].Handle == handle)
            {
                return _holdings[i].Kind;
            }
        }

        return HoldingKind.Special;
    }

    private void Drop(Handle handle)
    {
        for (int i = 0; i < _held; i++)
        {
            if (_holdings[i].Handle == handle)
            {
                Array.Copy(_holdings, i + 1, _holdings, i, --_held - i);
                Retire(handle);
                return;
            }
        }
    }

    private void DropAll()
    {
        for (int i = 0; i < _held; i++)
        {
            Retire(_holdings[i].Handle);
        }

        _held = 0;
    }

    private void Retire(Handle handle)
    {
        if (_staleCount < StaleKept)
        {
            _stale[_staleCount++] = handle;
            return;
        }

        Array.Copy(_stale, 1, _stale, 0, StaleKept - 1);
        _stale[^1] = handle;
    }
}
