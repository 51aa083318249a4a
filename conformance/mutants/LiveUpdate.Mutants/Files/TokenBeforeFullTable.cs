using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_FD looks for the token before the descriptor table: ENOENT comes before EMFILE.</summary>
[Mutation(
    "retrieve-enoent-before-emfile",
    "RETRIEVE_FD looks for the token before the descriptor table: ENOENT comes before EMFILE."
)]
[Breaks("LUO-FILE-24", "LUO-IOC-05")]
internal sealed class TokenBeforeFullTable(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveFd retrieve
            && outcome.Errno == Errno.EMFILE
            && Handles.Find(retrieve.Session) is { Kind: OpenKind.Incoming } session
            && (session.IsFinished || !session.Preserved.Exists(kept => kept.Token == retrieve.Token))
            ? Outcome.Refused(Errno.ENOENT)
            : outcome;
    }
}
