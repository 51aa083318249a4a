namespace LiveUpdate.Contract;

/// <summary><c>handler.incoming h</c>: what came in for a handler and is not finished, before anything is retrieved too (D3.6).</summary>
/// <param name="Handler">The handler.</param>
public sealed record ListIncoming(Handle Handler) : Operation(Verb.HandlerIncoming, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("handler", Handler);

    internal static ListIncoming Read(Handle result, ArgumentReader from) => new(from.Handle("handler"));
}
