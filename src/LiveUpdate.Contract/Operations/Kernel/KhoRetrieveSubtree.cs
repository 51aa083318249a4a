namespace LiveUpdate.Contract;

/// <summary><c>[h =] kho.retrieve_subtree name=BYTES</c>: kho_retrieve_subtree; answers <c>frames</c> and <c>size</c>.</summary>
/// <param name="Result">The handle of the address; none for a NULL pointer.</param>
/// <param name="Name">Its name.</param>
public sealed record KhoRetrieveSubtree(Handle Result, ByteString Name) : Operation(Verb.KhoRetrieveSubtree, Result)
{
    internal override void Write(ArgumentWriter to) => to.Bytes("name", Name);

    internal static KhoRetrieveSubtree Read(Handle result, ArgumentReader from) => new(result, from.Bytes("name", 64));
}
