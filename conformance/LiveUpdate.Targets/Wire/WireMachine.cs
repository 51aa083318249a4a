using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A machine behind a wire; its connection goes back to the implementation when the case is over.</summary>
internal sealed class WireMachine(WireConnection connection, Action<WireConnection> giveBack) : IPipelinedMachine
{
    private readonly Operation[] _operation = new Operation[1];
    private readonly Outcome[] _outcome = new Outcome[1];
    private bool _disposed;

    /// <summary>The longest argument of a raw ioctl, in bytes, whose line surely fits: two digits a byte, and the rest of the line.</summary>
    private const int LongestArgument = 32_500;

    /// <inheritdoc/>
    public Outcome Execute(Operation operation)
    {
        _operation[0] = operation;
        ExecuteMany(_operation, _outcome, out _);
        return _outcome[0];
    }

    /// <inheritdoc/>
    public void ExecuteMany(ReadOnlySpan<Operation> operations, Span<Outcome> outcomes, out int answered)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        answered = 0;
        while (answered < operations.Length)
        {
            int start = answered;
            int fitting = start;
            while (fitting < operations.Length && FitsALine(operations[fitting]))
            {
                fitting++;
            }

            try
            {
                connection.Exchange(operations[start..fitting], outcomes[start..], out answered);
            }
            finally
            {
                answered += start;
            }

            if (answered < operations.Length)
            {
                // It is not sent: to this implementation the operation does not exist (spec/wire.md).
                outcomes[answered++] = Outcome.Unsupported;
            }
        }
    }

    /// <summary>Only the argument of a raw ioctl can make a line longer than the wire takes.</summary>
    private static bool FitsALine(Operation operation) => operation is not Ioctl { Argument.Length: > LongestArgument };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            giveBack(connection);
        }
    }
}
