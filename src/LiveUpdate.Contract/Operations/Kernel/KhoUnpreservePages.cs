namespace LiveUpdate.Contract;

/// <summary><c>kho.unpreserve_pages p [at=0] count=N</c>: kho_unpreserve_pages.</summary>
/// <param name="Target">The object whose pages are meant.</param>
/// <param name="At">The first page.</param>
/// <param name="Count">How many pages.</param>
public sealed record KhoUnpreservePages(Handle Target, ulong At, ulong Count)
    : Operation(Verb.KhoUnpreservePages, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Optional("at", At, 0).Number("count", Count);

    internal static KhoUnpreservePages Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("at", 0), from.Number("count"));
}
