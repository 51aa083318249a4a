using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>What is stored through a mapping does not reach the file.</summary>
[Mutation("stores-lost", "What is stored through a mapping does not reach the file.")]
[Breaks("BASE-05", "MEMFD-02", "MEMFD-23", "MEMFD-06")]
internal sealed class StoresLost(IMachine inner) : TamperedMachine(inner)
{
    // A store of nothing at the end of the range meets every check of the real one.
    protected override Outcome Answer(Operation operation) =>
        Below(operation is Store store ? store with { At = store.At + store.Len, Len = 0 } : operation);
}
