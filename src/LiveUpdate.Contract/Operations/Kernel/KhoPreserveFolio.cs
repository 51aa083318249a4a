namespace LiveUpdate.Contract;

/// <summary><c>kho.preserve_folio f</c>: kho_preserve_folio.</summary>
/// <param name="Target">The folio.</param>
public sealed record KhoPreserveFolio(Handle Target) : Operation(Verb.KhoPreserveFolio, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoPreserveFolio Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
