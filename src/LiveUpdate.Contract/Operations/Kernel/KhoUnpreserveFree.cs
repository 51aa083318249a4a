namespace LiveUpdate.Contract;

/// <summary><c>kho.unpreserve_free [mem=a]</c>: kho_unpreserve_free.</summary>
/// <param name="Memory">The folio; none for NULL.</param>
public sealed record KhoUnpreserveFree(Handle Memory) : Operation(Verb.KhoUnpreserveFree, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.OptionalHandle("mem", Memory);

    internal static KhoUnpreserveFree Read(Handle result, ArgumentReader from) => new(from.OptionalHandle("mem"));
}
