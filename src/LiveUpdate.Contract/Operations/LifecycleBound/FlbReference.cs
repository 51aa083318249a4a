namespace LiveUpdate.Contract;

/// <summary><c>flb.get_outgoing b</c> and its three kin: takes a reference to an FLB's object, or gives one back.</summary>
/// <param name="Verb">Which of the four.</param>
/// <param name="Flb">The FLB.</param>
public sealed record FlbReference(Verb Verb, Handle Flb) : Operation(Verb, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("flb", Flb);

    internal static FlbReference Read(Verb verb, ArgumentReader from) => new(verb, from.Handle("flb"));
}
