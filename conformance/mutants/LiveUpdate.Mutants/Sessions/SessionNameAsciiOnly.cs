using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION refuses names with bytes above 0x7f.</summary>
[Mutation("session-name-ascii-only", "CREATE_SESSION refuses names with bytes above 0x7f.")]
[Breaks("LUO-SESS-01")]
internal sealed class SessionNameAsciiOnly(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is CreateSession create && create.Name.UpToNul().Span.ContainsAnyInRange((byte)0x80, (byte)0xff)
            ? Refuse(operation, Errno.EINVAL)
            : Below(operation);
}
