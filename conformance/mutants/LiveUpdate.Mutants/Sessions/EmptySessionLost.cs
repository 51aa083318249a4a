using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session without files is not handed over.</summary>
[Mutation("session-empty-lost", "A session without files is not handed over.")]
[Breaks("LUO-SESS-04")]
internal sealed class EmptySessionLost(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveSession retrieve
        && Handles.FindHandedOver(retrieve.Name.UpToNul()) is { Preserved.Count: 0 }
            ? Refuse(operation, Errno.ENOENT)
            : Below(operation);
}
