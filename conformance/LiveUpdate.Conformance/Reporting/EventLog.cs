using System.Text;

namespace LiveUpdate.Conformance;

/// <summary>Writes every event as a line of NDJSON, at the moment when it happens.</summary>
/// <param name="target">Where to; left open.</param>
public sealed class EventLog(Stream target) : IRunObserver
{
    /// <inheritdoc/>
    public void Observe(RunEvent runEvent)
    {
        target.Write(Encoding.UTF8.GetBytes(EventJson.Print(runEvent) + "\n"));
        if (runEvent is not ProgressReported)
        {
            target.Flush();
        }
    }
}
