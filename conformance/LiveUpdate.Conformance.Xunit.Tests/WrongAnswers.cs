using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Xunit.Tests;

/// <summary>The reference with its answers changed on their way through the port.</summary>
/// <param name="change">Makes the wrong answer from the operation and the right one.</param>
internal sealed class WrongAnswers(Func<Operation, Outcome, Outcome> change) : IImplementation
{
    private readonly ReferenceImplementation _inner = new();
    private int _asked;

    public string Name => "wrong-answers";

    public string Version => "1";

    public ObservationClasses Observes => ObservationClasses.UserInterface;

    public Features Features => _inner.Features;

    /// <summary>How many machines were started.</summary>
    public int Started => _asked;

    public IMachine Start()
    {
        Interlocked.Increment(ref _asked);
        return new Machine(_inner.Start(), change);
    }

    private sealed class Machine(IMachine inner, Func<Operation, Outcome, Outcome> change) : IMachine
    {
        public Outcome Execute(Operation operation) => change(operation, inner.Execute(operation));

        public void Dispose() => inner.Dispose();
    }
}
