using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION looks at the name before the descriptor table: EINVAL comes before EMFILE.</summary>
[Mutation(
    "create-name-before-emfile",
    "CREATE_SESSION looks at the name before the descriptor table: EINVAL comes before EMFILE."
)]
[Breaks("LUO-SESS-17", "LUO-IOC-05")]
internal sealed class CreateLooksAtNameFirst(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is CreateSession create
            && outcome.Errno == Errno.EMFILE
            && create.Name.UpToNul().Length is 0 or 64
            ? Outcome.Refused(Errno.EINVAL)
            : outcome;
    }
}
