namespace LiveUpdate.Contract;

/// <summary><c>handler.value f</c>: the number that a handler's file holds.</summary>
/// <param name="Target">The descriptor.</param>
public sealed record GetHandlerValue(Handle Target) : Operation(Verb.HandlerValue, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static GetHandlerValue Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
