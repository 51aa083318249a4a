namespace LiveUpdate.Contract;

/// <summary><c>t = kho.tree</c>: an empty tree of the tracker's form that belongs to the probe.</summary>
/// <param name="Result">The handle of the object.</param>
public sealed record KhoNewTree(Handle Result) : Operation(Verb.KhoTree, Result)
{
    internal override void Write(ArgumentWriter to) { }

    internal static KhoNewTree Read(Handle result, ArgumentReader from) => new(result);
}
