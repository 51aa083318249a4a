namespace LiveUpdate.Contract;

/// <summary><c>get_flags h</c>: F_GETFL and F_GETFD; answers <c>status</c> and <c>descriptor</c>.</summary>
/// <param name="Target">The descriptor.</param>
public sealed record GetFlags(Handle Target) : Operation(Verb.GetFlags, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static GetFlags Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
