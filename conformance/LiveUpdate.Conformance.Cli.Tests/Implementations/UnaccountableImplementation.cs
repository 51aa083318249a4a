using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>The reference, save that it falls over when it is asked for its accounts, and once more when it ends.</summary>
public sealed class UnaccountableImplementation : IImplementation
{
    private readonly ReferenceImplementation _reference = new();

    public string Name => "unaccountable";

    public string Version => "1";

    public ObservationClasses Observes => ObservationClasses.UserInterface;

    public Features Features => Features.UserInterface;

    public IMachine Start() => new Machine(_reference.Start());

    private sealed class Machine(IMachine inner) : IMachine, IMemoryAccounts
    {
        public Outcome Execute(Operation operation) => inner.Execute(operation);

        public IReadOnlyList<string> Audit() => throw new InvalidOperationException("the books are burnt");

        public void Dispose() => throw new InvalidOperationException("and the office with them");
    }
}
