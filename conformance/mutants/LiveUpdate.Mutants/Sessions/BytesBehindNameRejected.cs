using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION refuses a name field with bytes behind the NUL.</summary>
[Mutation("session-name-bytes-behind-nul-rejected", "CREATE_SESSION refuses a name field with bytes behind the NUL.")]
[Breaks("LUO-SESS-01")]
internal sealed class BytesBehindNameRejected(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is CreateSession create && HasBytesBehindNul(create.Name.Span)
            ? Refuse(operation, Errno.EINVAL)
            : Below(operation);

    private static bool HasBytesBehindNul(ReadOnlySpan<byte> name) =>
        name.IndexOf((byte)0) is var end and >= 0 && name[end..].ContainsAnyExcept((byte)0);
}
