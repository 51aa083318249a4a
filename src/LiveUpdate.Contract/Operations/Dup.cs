namespace LiveUpdate.Contract;

/// <summary><c>h2 = dup h</c>: another descriptor of the same open file, with FD_CLOEXEC clear.</summary>
/// <param name="Result">The new descriptor.</param>
/// <param name="Target">The descriptor to copy.</param>
public sealed record Dup(Handle Result, Handle Target) : Operation(Verb.Dup, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static Dup Read(Handle result, ArgumentReader from) => new(result, from.Handle("target"));
}
