namespace LiveUpdate.Contract;

/// <summary><c>kho.preserve_pages p [at=0] count=N</c>: kho_preserve_pages.</summary>
/// <param name="Target">The object whose pages are meant.</param>
/// <param name="At">The first page.</param>
/// <param name="Count">How many pages.</param>
public sealed record KhoPreservePages(Handle Target, ulong At, ulong Count)
    : Operation(Verb.KhoPreservePages, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Optional("at", At, 0).Number("count", Count);

    internal static KhoPreservePages Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("at", 0), from.Number("count"));
}
