using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Closing the session sets the position of its files back to the start.</summary>
[Mutation("memfd-unpreserve-rewinds", "Closing the session sets the position of its files back to the start.")]
[Breaks("MEMFD-31", "MEMFD-08", "MEMFD-04")]
internal sealed class UnpreserveRewinds(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        KnownFile? session =
            operation is Close close && Handles.Find(close.Target) is { Kind: OpenKind.Outgoing, Handles.Count: 1 } only
                ? only
                : null;
        Outcome outcome = Below(operation);
        foreach ((_, KnownFile file) in session?.Preserved ?? [])
        {
            if (file.Handles.Count > 0)
            {
                Below(new Seek(file.Handles[0], 0));
            }
        }

        return outcome;
    }
}
