using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION gives a second descriptor for a session that was retrieved already.</summary>
[Mutation(
    "session-retrieved-twice",
    "RETRIEVE_SESSION gives a second descriptor for a session that was retrieved already."
)]
[Breaks("LUO-SESS-05")]
internal sealed class SessionRetrievedTwice(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveSession retrieve
            && outcome.Errno == Errno.EINVAL
            && Handles.Files.Find(file => file.Kind == OpenKind.Incoming && file.Name.Equals(retrieve.Name.UpToNul()))
                is { } session
            ? Below(new Dup(operation.Result, session.Handles[0]))
            : outcome;
    }
}
