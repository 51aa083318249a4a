namespace LiveUpdate.Conformance;

/// <summary>Receives the events of a run.</summary>
public interface IRunObserver
{
    /// <summary>Called once for each event, never from two threads at once.</summary>
    /// <param name="runEvent">The event.</param>
    void Observe(RunEvent runEvent);
}
