namespace LiveUpdate.Contract;

/// <summary><c>read m [at=0] len=16</c>: pread, or without <c>at</c> read at the position; one call; answers <c>len</c> and <c>data</c>.</summary>
/// <param name="Target">The file.</param>
/// <param name="At">The offset, or <see langword="null"/> for the position of the open file.</param>
/// <param name="Len">How many bytes at most.</param>
public sealed record ReadFile(Handle Target, ulong? At, ulong Len) : Operation(Verb.Read, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).OptionalNumber("at", At).Number("len", Len);

    internal static ReadFile Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.OptionalNumber("at"), from.Number("len", null, FileLimits.MaxTransfer));
}
