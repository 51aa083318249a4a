namespace LiveUpdate.Contract;

/// <summary><c>g = kho.restore_folio f [at=0]</c>: kho_restore_folio of an address; answers <c>frames</c>, <c>order</c>, <c>refs</c> and <c>tails</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Target">The object, or what is known of it, whose address is meant.</param>
/// <param name="At">Which of its pages.</param>
public sealed record KhoRestoreFolio(Handle Result, Handle Target, ulong At) : Operation(Verb.KhoRestoreFolio, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).Optional("at", At, 0);

    internal static KhoRestoreFolio Read(Handle result, ArgumentReader from) =>
        new(result, from.Handle("target"), from.Number("at", 0));
}
