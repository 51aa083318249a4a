using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>An implementation that crashes on its first operation.</summary>
public sealed class CrashingImplementation : IImplementation
{
    public string Name => "crashing";

    public string Version => "1";

    public ObservationClasses Observes => ObservationClasses.UserInterface;

    public Features Features => Features.All;

    public IMachine Start() => new Machine();

    private sealed class Machine : IMachine
    {
        public Outcome Execute(Operation operation) =>
            throw new ImplementationFaultException(FaultKind.Crashed, "the implementation fell over", "last words");

        public void Dispose() { }
    }
}
