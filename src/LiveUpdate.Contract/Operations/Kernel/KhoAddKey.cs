namespace LiveUpdate.Contract;

/// <summary><c>kho.add_key t key=N</c>: kho_radix_add_key.</summary>
/// <param name="Target">The tree.</param>
/// <param name="Key">The key.</param>
public sealed record KhoAddKey(Handle Target, ulong Key) : Operation(Verb.KhoAddKey, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).Hex("key", Key);

    internal static KhoAddKey Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("key", null, ulong.MaxValue, 1));
}
