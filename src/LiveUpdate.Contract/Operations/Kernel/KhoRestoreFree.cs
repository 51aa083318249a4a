namespace LiveUpdate.Contract;

/// <summary><c>kho.restore_free [mem=a]</c>: kho_restore_free.</summary>
/// <param name="Memory">The object, or what is known of it, whose address is meant; none for NULL.</param>
public sealed record KhoRestoreFree(Handle Memory) : Operation(Verb.KhoRestoreFree, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.OptionalHandle("mem", Memory);

    internal static KhoRestoreFree Read(Handle result, ArgumentReader from) => new(from.OptionalHandle("mem"));
}
