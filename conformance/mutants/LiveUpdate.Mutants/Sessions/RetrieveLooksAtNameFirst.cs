using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION answers EINVAL for an empty or unterminated name.</summary>
[Mutation("retrieve-session-name-checked", "RETRIEVE_SESSION answers EINVAL for an empty or unterminated name.")]
[Breaks("LUO-SESS-18", "LUO-SESS-04")]
internal sealed class RetrieveLooksAtNameFirst(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveSession retrieve
            && outcome.Errno == Errno.ENOENT
            && retrieve.Name.UpToNul().Length is 0 or 64
            ? Outcome.Refused(Errno.EINVAL)
            : outcome;
    }
}
