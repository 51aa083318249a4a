using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>One booted kernel, for one program.</summary>
internal sealed class VmMachine(VmImplementation owner, VmBoot boot) : IPipelinedMachine, IImageObservable
{
    private readonly Operation[] _operation = new Operation[1];
    private readonly Outcome[] _outcome = new Outcome[1];
    private VmBoot _boot = boot;
    private bool _disposed;

    public Action<IPhysicalImage>? AtJump
    {
        get => _boot.AtJump;
        set => _boot.AtJump = value;
    }

    public Outcome Execute(Operation operation)
    {
        _operation[0] = operation;
        ExecuteMany(_operation, _outcome, out _);
        return _outcome[0];
    }

    public void ExecuteMany(ReadOnlySpan<Operation> operations, Span<Outcome> outcomes, out int answered)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        answered = 0;
        while (answered < operations.Length)
        {
            int start = answered;
            int end = start;
            while (end < operations.Length && operations[end] is not ColdBoot)
            {
                end++;
            }

            int done = 0;
            try
            {
                _boot.Execute(operations[start..end], outcomes[start..], out done);
            }
            finally
            {
                answered = start + done;
            }

            if (answered < operations.Length)
            {
                Action<IPhysicalImage>? atJump = _boot.AtJump;
                _boot.Dispose();
                _boot = owner.Boot(((ColdBoot)operations[answered]).Parameters);
                _boot.AtJump = atJump;
                outcomes[answered++] = Outcome.Ok;
            }
        }
    }

    /// <summary>See <see cref="VmBoot.Charge"/>.</summary>
    public void Charge(VmPhase phase) => _boot.Charge(phase);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _boot.Dispose();
        }
    }
}
