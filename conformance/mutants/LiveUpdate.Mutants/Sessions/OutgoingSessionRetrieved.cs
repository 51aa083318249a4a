using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION also finds the sessions that were created in this kernel.</summary>
[Mutation("session-outgoing-retrieved", "RETRIEVE_SESSION also finds the sessions that were created in this kernel.")]
[Breaks("LUO-SESS-19", "LUO-SESS-04", "LUO-SESS-03")]
internal sealed class OutgoingSessionRetrieved(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveSession retrieve
            && outcome.Errno == Errno.ENOENT
            && Handles.Outgoing.FirstOrDefault(file => file.Name.Equals(retrieve.Name.UpToNul())) is { } session
            ? Below(new Dup(operation.Result, session.Handles[0]))
            : outcome;
    }
}
