using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Only the first block of sessions is handed over: the 52nd and later ones are lost.</summary>
[Mutation("session-52-lost", "Only the first block of sessions is handed over: the 52nd and later ones are lost.")]
[Breaks("LUO-SESS-09")]
internal sealed class Session52Lost(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveSession retrieve
        && Handles.HandedOver.FindIndex(session => session.Name.Equals(retrieve.Name.UpToNul())) >= 51
            ? Refuse(operation, Errno.ENOENT)
            : Below(operation);
}
