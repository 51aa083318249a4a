using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>An implementation that never comes back from an operation.</summary>
public sealed class HangingImplementation : IImplementation
{
    public string Name => "hanging";

    public string Version => "1";

    public ObservationClasses Observes => ObservationClasses.UserInterface;

    public Features Features => Features.All;

    public IMachine Start() => new Machine();

    private sealed class Machine : IMachine
    {
        public Outcome Execute(Operation operation)
        {
            Thread.Sleep(Timeout.Infinite);
            return Outcome.Ok;
        }

        public void Dispose() { }
    }
}
