using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>GET_NAME is refused once the session is finished.</summary>
[Mutation("get-name-gone-after-finish", "GET_NAME is refused once the session is finished.")]
[Breaks("LUO-SESS-23", "LUO-SESS-07")]
internal sealed class NameGoneAfterFinish(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is GetName name && Handles.Find(name.Session) is { IsFinished: true }
            ? Outcome.Refused(Errno.ENOENT)
            : Below(operation);
}
