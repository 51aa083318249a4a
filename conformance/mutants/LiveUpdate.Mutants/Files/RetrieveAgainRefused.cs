using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A file can be retrieved once: RETRIEVE_FD of it again is EBUSY.</summary>
[Mutation("retrieve-again-refused", "A file can be retrieved once: RETRIEVE_FD of it again is EBUSY.")]
[Breaks("LUO-FILE-08")]
internal sealed class RetrieveAgainRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveFd retrieve
        && Handles.Find(retrieve.Session) is { } session
        && session.Retrieved.ContainsKey(retrieve.Token)
            ? Refuse(operation, Errno.EBUSY)
            : Below(operation);
}
