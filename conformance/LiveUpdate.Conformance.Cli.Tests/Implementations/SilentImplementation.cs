using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>An implementation that has none of the operations.</summary>
public sealed class SilentImplementation : IImplementation
{
    public string Name => "silent";

    public string Version => "1";

    public ObservationClasses Observes => ObservationClasses.UserInterface;

    public Features Features => Features.None;

    public IMachine Start() => new Machine();

    private sealed class Machine : IMachine
    {
        public Outcome Execute(Operation operation) => Outcome.Unsupported;

        public void Dispose() { }
    }
}
