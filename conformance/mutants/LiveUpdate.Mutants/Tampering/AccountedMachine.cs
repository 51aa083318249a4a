using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A machine of which the user interface and the accounts of memory can be seen, but not the images.</summary>
/// <param name="inner">The machine.</param>
internal sealed class AccountedMachine(IMachine inner) : IMachine, IMemoryAccounts
{
    public Outcome Execute(Operation operation) => inner.Execute(operation);

    public IReadOnlyList<string> Audit() => ((IMemoryAccounts)inner).Audit();

    public void Dispose() => inner.Dispose();
}
