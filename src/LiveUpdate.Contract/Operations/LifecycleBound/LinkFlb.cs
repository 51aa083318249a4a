namespace LiveUpdate.Contract;

/// <summary><c>flb.link b h</c>: registers an FLB with one more handler, or with the same again.</summary>
/// <param name="Flb">The FLB.</param>
/// <param name="Handler">The handler; an unbound handle stands for one that is not registered.</param>
public sealed record LinkFlb(Handle Flb, Handle Handler) : Operation(Verb.FlbLink, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("flb", Flb).Handle("handler", Handler);

    internal static LinkFlb Read(Handle result, ArgumentReader from) => new(from.Handle("flb"), from.Handle("handler"));
}
