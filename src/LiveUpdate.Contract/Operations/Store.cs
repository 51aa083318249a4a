namespace LiveUpdate.Contract;

/// <summary><c>store p at=0 len=16 fill=0x09</c>: store bytes through a mapping.</summary>
/// <remarks>ERANGE, with nothing stored, when the range is not wholly inside both the mapping and the file's present size.</remarks>
/// <param name="Mapping">The mapping.</param>
/// <param name="At">The offset in the file, in bytes.</param>
/// <param name="Len">How many bytes.</param>
/// <param name="Fill">The fill pattern.</param>
public sealed record Store(Handle Mapping, ulong At, ulong Len, byte Fill) : Operation(Verb.Store, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("mapping", Mapping).Number("at", At).Number("len", Len).Hex("fill", Fill);

    internal static Store Read(Handle result, ArgumentReader from) =>
        new(from.Handle("mapping"), from.Number("at"), from.Number("len"), (byte)from.Number("fill", null, 255));
}
