namespace LiveUpdate.Contract;

/// <summary><c>m = retrieve_fd s token=0x1</c>: RETRIEVE_FD.</summary>
/// <param name="Result">The retrieved file.</param>
/// <param name="Session">The session.</param>
/// <param name="Token">The token.</param>
public sealed record RetrieveFd(Handle Result, Handle Session, ulong Token) : Operation(Verb.RetrieveFd, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("session", Session).Hex("token", Token);

    internal static RetrieveFd Read(Handle result, ArgumentReader from) =>
        new(result, from.Handle("session"), from.Number("token"));
}
