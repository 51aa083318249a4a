using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>What is stored through a mapping of a preserved file is lost.</summary>
[Mutation("memfd-stores-lost", "What is stored through a mapping of a preserved file is lost.")]
[Breaks("MEMFD-02", "MEMFD-23", "MEMFD-06")]
internal sealed class StoresLost(IMachine inner) : TamperedMachine(inner)
{
    // A store of nothing at the end of the range meets every check of the real one.
    protected override Outcome Answer(Operation operation) =>
        Below(
            operation is Store store && Handles.IsPreserved(store.Mapping)
                ? store with
                {
                    At = store.At + store.Len,
                    Len = 0,
                }
                : operation
        );
}
