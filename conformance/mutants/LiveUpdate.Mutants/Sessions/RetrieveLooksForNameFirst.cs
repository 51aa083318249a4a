using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION looks for the name before the descriptor table: ENOENT comes before EMFILE.</summary>
[Mutation(
    "retrieve-session-enoent-before-emfile",
    "RETRIEVE_SESSION looks for the name before the descriptor table: ENOENT comes before EMFILE."
)]
[Breaks("LUO-SESS-18", "LUO-IOC-05")]
internal sealed class RetrieveLooksForNameFirst(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveSession retrieve
            && outcome.Errno == Errno.EMFILE
            && Handles.FindHandedOver(retrieve.Name.UpToNul()) is null
            ? Outcome.Refused(Errno.ENOENT)
            : outcome;
    }
}
