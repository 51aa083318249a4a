namespace LiveUpdate.Contract;

/// <summary><c>kho.walk t [stop=N]</c>: kho_radix_walk_tree; answers <c>keys</c> and <c>steps</c>.</summary>
/// <param name="Target">The tree.</param>
/// <param name="Stop">At which callback, counted from 1, the walk is told to stop; <see langword="null"/> for never.</param>
public sealed record KhoWalk(Handle Target, ulong? Stop) : Operation(Verb.KhoWalk, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).OptionalNumber("stop", Stop);

    internal static KhoWalk Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.OptionalNumber("stop"));
}
