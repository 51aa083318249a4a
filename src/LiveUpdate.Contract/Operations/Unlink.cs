namespace LiveUpdate.Contract;

/// <summary><c>unlink t</c>: remove the name of a linked tmpfs file; ENOENT for any other descriptor.</summary>
/// <param name="Target">The file.</param>
public sealed record Unlink(Handle Target) : Operation(Verb.Unlink, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static Unlink Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
