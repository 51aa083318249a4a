using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A machine of which nothing but the user interface can be seen.</summary>
/// <param name="inner">The machine.</param>
internal sealed class PlainMachine(IMachine inner) : IMachine
{
    public Outcome Execute(Operation operation) => inner.Execute(operation);

    public void Dispose() => inner.Dispose();
}
