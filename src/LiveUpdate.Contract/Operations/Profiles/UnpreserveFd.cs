namespace LiveUpdate.Contract;

/// <summary><c>unpreserve_fd s token=1</c>: undoes the preservation of one file, where that can be done (D3.8, D4.3).</summary>
/// <param name="Session">The outgoing session.</param>
/// <param name="Token">The file's token.</param>
public sealed record UnpreserveFd(Handle Session, ulong Token) : Operation(Verb.UnpreserveFd, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("session", Session).Hex("token", Token);

    internal static UnpreserveFd Read(Handle result, ArgumentReader from) =>
        new(from.Handle("session"), from.Number("token"));
}
