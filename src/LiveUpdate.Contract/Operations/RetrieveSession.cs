namespace LiveUpdate.Contract;

/// <summary><c>s = retrieve_session d name=alpha</c>: RETRIEVE_SESSION.</summary>
/// <param name="Result">The session descriptor.</param>
/// <param name="Device">The device.</param>
/// <param name="Name">The bytes of the name field, at most 64; shorter ones are filled up with NUL.</param>
public sealed record RetrieveSession(Handle Result, Handle Device, ByteString Name)
    : Operation(Verb.RetrieveSession, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("device", Device).Bytes("name", Name);

    internal static RetrieveSession Read(Handle result, ArgumentReader from) =>
        new(result, from.Handle("device"), from.Bytes("name", 64));
}
