namespace LiveUpdate.Contract;

/// <summary><c>flb.unregister b h</c>: takes an FLB from a handler; its handle stays.</summary>
/// <param name="Flb">The FLB.</param>
/// <param name="Handler">The handler.</param>
public sealed record UnregisterFlb(Handle Flb, Handle Handler) : Operation(Verb.FlbUnregister, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("flb", Flb).Handle("handler", Handler);

    internal static UnregisterFlb Read(Handle result, ArgumentReader from) =>
        new(from.Handle("flb"), from.Handle("handler"));
}
