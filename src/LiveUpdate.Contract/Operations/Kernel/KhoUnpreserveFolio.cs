namespace LiveUpdate.Contract;

/// <summary><c>kho.unpreserve_folio f</c>: kho_unpreserve_folio.</summary>
/// <param name="Target">The folio.</param>
public sealed record KhoUnpreserveFolio(Handle Target) : Operation(Verb.KhoUnpreserveFolio, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoUnpreserveFolio Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
