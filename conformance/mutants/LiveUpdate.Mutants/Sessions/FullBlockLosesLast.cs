using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>When the sessions fill their blocks exactly, the last one is lost.</summary>
[Mutation("session-full-block-loses-last", "When the sessions fill their blocks exactly, the last one is lost.")]
[Breaks("LUO-SESS-09")]
internal sealed class FullBlockLosesLast(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveSession retrieve
        && Handles.HandedOver.Count % 51 == 0
        && Handles.HandedOver.Count > 0
        && Handles.HandedOver[^1].Name.Equals(retrieve.Name.UpToNul())
            ? Refuse(operation, Errno.ENOENT)
            : Below(operation);
}
