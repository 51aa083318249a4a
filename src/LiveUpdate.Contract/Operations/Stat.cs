namespace LiveUpdate.Contract;

/// <summary><c>stat m</c>: fstat; answers <c>size</c>, <c>blocks</c>, <c>mode</c> and <c>links</c>.</summary>
/// <param name="Target">The file.</param>
public sealed record Stat(Handle Target) : Operation(Verb.Stat, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static Stat Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
