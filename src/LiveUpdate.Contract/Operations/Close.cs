namespace LiveUpdate.Contract;

/// <summary><c>close h</c>: close a descriptor, or remove a mapping. The handle is free afterwards.</summary>
/// <param name="Target">The descriptor or mapping.</param>
public sealed record Close(Handle Target) : Operation(Verb.Close, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static Close Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
