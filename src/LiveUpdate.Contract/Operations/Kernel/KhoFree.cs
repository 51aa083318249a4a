namespace LiveUpdate.Contract;

/// <summary><c>kho.free h</c>: the probe gives an object back, or forgets an address.</summary>
/// <param name="Target">The object.</param>
public sealed record KhoFree(Handle Target) : Operation(Verb.KhoFree, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoFree Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
