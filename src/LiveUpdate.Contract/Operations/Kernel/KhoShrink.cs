namespace LiveUpdate.Contract;

/// <summary><c>kho.shrink b entries=N</c>: drops blocks that are not needed; answers <c>count</c> and <c>frames</c>.</summary>
/// <param name="Target">The block set.</param>
/// <param name="Entries">For how many entries room stays.</param>
public sealed record KhoShrink(Handle Target, ulong Entries) : Operation(Verb.KhoShrink, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).Number("entries", Entries);

    internal static KhoShrink Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("entries", null, KernelLimits.MaxEntries));
}
