namespace LiveUpdate.Contract;

/// <summary><c>kho.write h [at=0] len=N fill=F</c>: the probe writes into its memory.</summary>
/// <param name="Target">The object.</param>
/// <param name="At">The offset in the object, in bytes.</param>
/// <param name="Len">How many bytes.</param>
/// <param name="Fill">The fill value.</param>
public sealed record KhoWrite(Handle Target, ulong At, ulong Len, byte Fill) : Operation(Verb.KhoWrite, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Optional("at", At, 0).Number("len", Len).Hex("fill", Fill);

    internal static KhoWrite Read(Handle result, ArgumentReader from) =>
        new(
            from.Handle("target"),
            from.Number("at", 0),
            from.Number("len", null, FileLimits.MaxTransfer),
            (byte)from.Number("fill", null, byte.MaxValue)
        );
}
