using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Opening a file anew gives a copy of the descriptor, with the same position.</summary>
[Mutation("reopen-shares-position", "Opening a file anew gives a copy of the descriptor, with the same position.")]
[Breaks("BASE-07")]
internal sealed class ReopenSharesPosition(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Reopen { Flags: 2 } reopen
        && Handles.Find(reopen.Target) is { Kind: OpenKind.File, ReopenFlags: 2 }
            ? Below(new Dup(reopen.Result, reopen.Target))
            : Below(operation);
}
