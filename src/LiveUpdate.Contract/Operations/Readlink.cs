namespace LiveUpdate.Contract;

/// <summary><c>readlink s</c>: the link of a session descriptor in /proc/self/fd; answers <c>path</c>.</summary>
/// <param name="Target">The descriptor.</param>
public sealed record Readlink(Handle Target) : Operation(Verb.Readlink, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static Readlink Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
