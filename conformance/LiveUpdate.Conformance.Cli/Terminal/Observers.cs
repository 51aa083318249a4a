namespace LiveUpdate.Conformance.Cli;

/// <summary>Passes each event on to several observers in turn.</summary>
/// <param name="observers">The observers.</param>
internal sealed class Observers(IReadOnlyList<IRunObserver> observers) : IRunObserver
{
    /// <inheritdoc/>
    public void Observe(RunEvent runEvent)
    {
        foreach (IRunObserver observer in observers)
        {
            observer.Observe(runEvent);
        }
    }
}
