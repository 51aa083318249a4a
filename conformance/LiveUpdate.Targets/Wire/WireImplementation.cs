using System.Collections.Concurrent;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>
/// An implementation behind the wire protocol. Each machine has a connection of its own; connections are used again, with
/// a reset between, and one that failed is thrown away.
/// </summary>
public abstract class WireImplementation : IImplementation, IDisposable
{
    private readonly ConcurrentBag<WireConnection> _idle = [];
    private readonly Lazy<WireGreeting> _greeting;
    private volatile bool _disposed;

    private protected WireImplementation(WireLimits? limits)
    {
        Limits = limits ?? WireLimits.Default;
        _greeting = new Lazy<WireGreeting>(Meet);
    }

    /// <summary>Its greeting; reading it starts the implementation when it is not running yet.</summary>
    /// <exception cref="ImplementationFaultException">It could not be started.</exception>
    public WireGreeting Greeting => _greeting.Value;

    /// <inheritdoc/>
    public string Name => Greeting.Name;

    /// <inheritdoc/>
    public string Version => Greeting.Version;

    /// <inheritdoc/>
    public ObservationClasses Observes => Greeting.Observes;

    /// <inheritdoc/>
    public Features Features => Greeting.Features;

    /// <summary>The limits of time and memory.</summary>
    private protected WireLimits Limits { get; }

    /// <inheritdoc/>
    public IMachine Start()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (_idle.TryTake(out WireConnection? used))
        {
            // A peer that died between two machines takes nobody's case with it: the next one is simply new.
            try
            {
                used.Reset();
                return new WireMachine(used, GiveBack);
            }
            catch (ImplementationFaultException)
            {
                used.Dispose();
            }
        }

        (WireConnection connection, _) = Begin();
        connection.Reset();
        return new WireMachine(connection, GiveBack);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends all that was started.</summary>
    /// <param name="disposing">Whether this is not a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _disposed = true;
        while (_idle.TryTake(out WireConnection? connection))
        {
            connection.SayBye();
            connection.Dispose();
        }
    }

    /// <summary>Starts or reaches another peer, which has not greeted yet.</summary>
    /// <exception cref="ImplementationFaultException">It could not be started.</exception>
    private protected abstract WirePeer Connect();

    private WireGreeting Meet()
    {
        (WireConnection connection, WireGreeting greeting) = Begin();
        _idle.Add(connection);
        return greeting;
    }

    private (WireConnection Connection, WireGreeting Greeting) Begin()
    {
        WirePeer peer = Connect();
        var connection = new WireConnection(peer, Limits);
        try
        {
            return (connection, connection.ReadGreeting());
        }
        catch (ImplementationFaultException fault) when (fault.Kind == FaultKind.Crashed)
        {
            throw new ImplementationFaultException(FaultKind.NotStarted, fault.Message, fault.LastWords);
        }
    }

    private void GiveBack(WireConnection connection)
    {
        if (connection.IsFaulted || _disposed)
        {
            connection.Dispose();
        }
        else
        {
            _idle.Add(connection);
        }
    }
}
