namespace LiveUpdate.Contract;

/// <summary><c>kho.add_subtree h name=BYTES [size=N]</c>: kho_add_subtree.</summary>
/// <param name="Target">The object that is the blob.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">The size of the blob in bytes, or <see langword="null"/> for all of the object.</param>
public sealed record KhoAddSubtree(Handle Target, ByteString Name, ulong? Size)
    : Operation(Verb.KhoAddSubtree, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Bytes("name", Name).OptionalNumber("size", Size);

    internal static KhoAddSubtree Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Bytes("name", 64), from.OptionalNumber("size"));
}
