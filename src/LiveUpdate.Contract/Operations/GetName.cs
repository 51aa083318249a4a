namespace LiveUpdate.Contract;

/// <summary><c>get_name s [reserved=0]</c>: GET_NAME; answers <c>name</c>.</summary>
/// <param name="Session">The session.</param>
/// <param name="Reserved">The reserved field; 32 bits.</param>
public sealed record GetName(Handle Session, ulong Reserved = 0) : Operation(Verb.GetName, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("session", Session).Optional("reserved", Reserved, 0);

    internal static GetName Read(Handle result, ArgumentReader from) =>
        new(from.Handle("session"), from.Number("reserved", 0, uint.MaxValue));
}
