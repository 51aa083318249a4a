namespace LiveUpdate.Contract;

/// <summary><c>s = create_session d name=alpha</c>: CREATE_SESSION.</summary>
/// <param name="Result">The session descriptor.</param>
/// <param name="Device">The device.</param>
/// <param name="Name">The bytes of the name field, at most 64; shorter ones are filled up with NUL.</param>
public sealed record CreateSession(Handle Result, Handle Device, ByteString Name)
    : Operation(Verb.CreateSession, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("device", Device).Bytes("name", Name);

    internal static CreateSession Read(Handle result, ArgumentReader from) =>
        new(result, from.Handle("device"), from.Bytes("name", 64));
}
