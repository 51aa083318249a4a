namespace LiveUpdate.Contract;

/// <summary><c>handler.unregister h</c>: takes a handler out of the list; its handle stays.</summary>
/// <param name="Handler">The handler.</param>
public sealed record UnregisterHandler(Handle Handler) : Operation(Verb.HandlerUnregister, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("handler", Handler);

    internal static UnregisterHandler Read(Handle result, ArgumentReader from) => new(from.Handle("handler"));
}
