namespace LiveUpdate.Contract;

/// <summary><c>preserve_fd s m token=0x1</c>: PRESERVE_FD.</summary>
/// <param name="Session">The session.</param>
/// <param name="File">The descriptor to preserve.</param>
/// <param name="Token">The token; any 64-bit value.</param>
public sealed record PreserveFd(Handle Session, Handle File, ulong Token) : Operation(Verb.PreserveFd, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("session", Session).Handle("file", File).Hex("token", Token);

    internal static PreserveFd Read(Handle result, ArgumentReader from) =>
        new(from.Handle("session"), from.Handle("file"), from.Number("token"));
}
