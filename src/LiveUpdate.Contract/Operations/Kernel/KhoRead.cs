namespace LiveUpdate.Contract;

/// <summary><c>kho.read h [at=0] len=N</c>: the probe reads its memory; answers <c>data</c>.</summary>
/// <param name="Target">The object.</param>
/// <param name="At">The offset in the object, in bytes.</param>
/// <param name="Len">How many bytes.</param>
public sealed record KhoRead(Handle Target, ulong At, ulong Len) : Operation(Verb.KhoRead, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Optional("at", At, 0).Number("len", Len);

    internal static KhoRead Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("at", 0), from.Number("len", null, FileLimits.MaxTransfer));
}
