using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION compares the whole name field, bytes behind the NUL included.</summary>
[Mutation(
    "retrieve-session-compares-all",
    "RETRIEVE_SESSION compares the whole name field, bytes behind the NUL included."
)]
[Breaks("LUO-SESS-20", "LUO-SESS-04")]
internal sealed class BytesBehindNulCompared(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveSession retrieve
        && retrieve.Name.Length > retrieve.Name.UpToNul().Length
        && retrieve.Name.Span[retrieve.Name.UpToNul().Length..].ContainsAnyExcept((byte)0)
            ? Refuse(operation, Errno.ENOENT)
            : Below(operation);
}
