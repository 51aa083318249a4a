namespace LiveUpdate.Contract;

/// <summary><c>g = kho.restore_pages p [at=0] count=N</c>: kho_restore_pages of an address; answers <c>frames</c>, <c>refs</c> and <c>tails</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Target">The object, or what is known of it, whose address is meant.</param>
/// <param name="At">The first page.</param>
/// <param name="Count">How many pages.</param>
public sealed record KhoRestorePages(Handle Result, Handle Target, ulong At, ulong Count)
    : Operation(Verb.KhoRestorePages, Result)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Optional("at", At, 0).Number("count", Count);

    internal static KhoRestorePages Read(Handle result, ArgumentReader from) =>
        new(result, from.Handle("target"), from.Number("at", 0), from.Number("count", null, ulong.MaxValue, 1));
}
