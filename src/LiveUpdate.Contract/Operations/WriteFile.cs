namespace LiveUpdate.Contract;

/// <summary><c>write m [at=0] len=16 fill=0x09</c>: pwrite, or without <c>at</c> write at the position; one call; answers <c>len</c>.</summary>
/// <param name="Target">The file.</param>
/// <param name="At">The offset, or <see langword="null"/> for the position of the open file.</param>
/// <param name="Len">How many bytes.</param>
/// <param name="Fill">The fill pattern; it is laid out by the offset where the write starts (with O_APPEND: the end of the file).</param>
public sealed record WriteFile(Handle Target, ulong? At, ulong Len, byte Fill) : Operation(Verb.Write, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).OptionalNumber("at", At).Number("len", Len).Hex("fill", Fill);

    internal static WriteFile Read(Handle result, ArgumentReader from) =>
        new(
            from.Handle("target"),
            from.OptionalNumber("at"),
            from.Number("len", null, FileLimits.MaxTransfer),
            (byte)from.Number("fill", null, 255)
        );
}
