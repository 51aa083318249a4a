namespace LiveUpdate.Contract;

/// <summary><c>kho.remove_subtree h</c>: kho_remove_subtree.</summary>
/// <param name="Target">The object that is the blob.</param>
public sealed record KhoRemoveSubtree(Handle Target) : Operation(Verb.KhoRemoveSubtree, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoRemoveSubtree Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
