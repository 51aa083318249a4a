using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION looks for the name before the descriptor table: EEXIST comes before EMFILE.</summary>
[Mutation(
    "create-eexist-before-emfile",
    "CREATE_SESSION looks for the name before the descriptor table: EEXIST comes before EMFILE."
)]
[Breaks("LUO-SESS-17", "LUO-IOC-05")]
internal sealed class CreateLooksForDuplicateFirst(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is CreateSession create
            && outcome.Errno == Errno.EMFILE
            && Handles.Outgoing.Any(session => session.Name.Equals(create.Name.UpToNul()))
            ? Outcome.Refused(Errno.EEXIST)
            : outcome;
    }
}
