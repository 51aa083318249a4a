using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION refuses names with a slash, as if they were file names.</summary>
[Mutation("session-name-slash-rejected", "CREATE_SESSION refuses names with a slash, as if they were file names.")]
[Breaks("LUO-SESS-01")]
internal sealed class SessionNameSlashRejected(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is CreateSession create && create.Name.UpToNul().Span.Contains((byte)'/')
            ? Refuse(operation, Errno.EINVAL)
            : Below(operation);
}
