namespace LiveUpdate.Contract;

/// <summary>
/// <c>object.take name=a [knows=0x1]</c>: a user in the kernel takes an object that was handed over, in the newest version
/// that it knows; answers <c>version</c> and <c>data</c> (D2.3).
/// </summary>
/// <param name="Name">The object's name.</param>
/// <param name="Knows">A bit for each version from 0 to 3 that the user knows.</param>
public sealed record TakeObject(ByteString Name, ulong Knows) : Operation(Verb.TakeObject, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Bytes("name", Name).OptionalHex("knows", Knows, 1);

    internal static TakeObject Read(Handle result, ArgumentReader from) =>
        new(from.Bytes("name", PutObject.MaxName), from.Number("knows", 1, PutObject.AllVersions));
}
