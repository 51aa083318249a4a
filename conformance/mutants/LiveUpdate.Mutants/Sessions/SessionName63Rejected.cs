using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION refuses a name of 63 bytes, the longest legal one.</summary>
[Mutation("session-name-63-rejected", "CREATE_SESSION refuses a name of 63 bytes, the longest legal one.")]
[Breaks("LUO-SESS-01")]
internal sealed class SessionName63Rejected(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is CreateSession create && create.Name.UpToNul().Length == 63
            ? Refuse(operation, Errno.EINVAL)
            : Below(operation);
}
