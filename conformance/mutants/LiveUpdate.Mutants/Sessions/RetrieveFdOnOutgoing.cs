using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_FD on an outgoing session looks for the token, and finds nothing.</summary>
[Mutation(
    "HL-06-retrieve-on-outgoing",
    "RETRIEVE_FD on an outgoing session looks for the token, and finds nothing.",
    History = "HL-06"
)]
[Breaks("LUO-SESS-08")]
internal sealed class RetrieveFdOnOutgoing(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveFd retrieve
            && outcome.Errno == Errno.EINVAL
            && Handles.KindOf(retrieve.Session) == OpenKind.Outgoing
            ? Outcome.Refused(Errno.ENOENT)
            : outcome;
    }
}
