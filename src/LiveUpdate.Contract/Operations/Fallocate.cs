namespace LiveUpdate.Contract;

/// <summary><c>fallocate m [mode=0] at=0 len=4096</c>.</summary>
/// <param name="Target">The file.</param>
/// <param name="Mode">0 extend, 1 KEEP_SIZE, 3 PUNCH_HOLE with KEEP_SIZE; other bits as the kernel defines them.</param>
/// <param name="At">The offset in bytes.</param>
/// <param name="Len">The length in bytes.</param>
public sealed record Fallocate(Handle Target, ulong Mode, ulong At, ulong Len) : Operation(Verb.Fallocate, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).OptionalHex("mode", Mode, 0).Number("at", At).Number("len", Len);

    internal static Fallocate Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("mode", 0, 0xff), from.Number("at"), from.Number("len"));
}
