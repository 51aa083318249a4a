using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION gives a session again after FINISH, while its descriptor is still open.</summary>
[Mutation(
    "session-retrieved-after-finish",
    "RETRIEVE_SESSION gives a session again after FINISH, while its descriptor is still open."
)]
[Breaks("LUO-SESS-05")]
internal sealed class FinishedSessionRetrievedAgain(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveSession retrieve
            && outcome.Errno == Errno.EINVAL
            && Handles.Files.Find(file => file.IsFinished && file.Name.Equals(retrieve.Name.UpToNul())) is { } session
            ? Below(new Dup(operation.Result, session.Handles[0]))
            : outcome;
    }
}
