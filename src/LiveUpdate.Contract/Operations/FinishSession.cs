namespace LiveUpdate.Contract;

/// <summary><c>finish s [reserved=0]</c>: FINISH.</summary>
/// <param name="Session">The session.</param>
/// <param name="Reserved">The reserved field; 32 bits.</param>
public sealed record FinishSession(Handle Session, ulong Reserved = 0) : Operation(Verb.Finish, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("session", Session).Optional("reserved", Reserved, 0);

    internal static FinishSession Read(Handle result, ArgumentReader from) =>
        new(from.Handle("session"), from.Number("reserved", 0, uint.MaxValue));
}
