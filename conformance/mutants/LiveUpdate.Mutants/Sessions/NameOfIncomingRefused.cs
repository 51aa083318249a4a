using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>GET_NAME is refused on incoming sessions.</summary>
[Mutation("get-name-incoming-refused", "GET_NAME is refused on incoming sessions.")]
[Breaks("LUO-SESS-07")]
internal sealed class NameOfIncomingRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is GetName name && Handles.KindOf(name.Session) == OpenKind.Incoming
            ? Outcome.Refused(Errno.EINVAL)
            : Below(operation);
}
