namespace LiveUpdate.Contract;

/// <summary><c>get_seals m</c>: F_GET_SEALS; answers <c>seals</c>.</summary>
/// <param name="Target">The file.</param>
public sealed record GetSeals(Handle Target) : Operation(Verb.GetSeals, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static GetSeals Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
