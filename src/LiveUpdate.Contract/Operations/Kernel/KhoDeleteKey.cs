namespace LiveUpdate.Contract;

/// <summary><c>kho.delete_key t key=N</c>: kho_radix_del_key.</summary>
/// <param name="Target">The tree.</param>
/// <param name="Key">The key.</param>
public sealed record KhoDeleteKey(Handle Target, ulong Key) : Operation(Verb.KhoDeleteKey, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).Hex("key", Key);

    internal static KhoDeleteKey Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("key", null, ulong.MaxValue, 1));
}
