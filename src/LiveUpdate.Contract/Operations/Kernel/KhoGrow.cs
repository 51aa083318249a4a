namespace LiveUpdate.Contract;

/// <summary><c>kho.grow b entries=N</c>: makes room in a block set; answers <c>count</c> and <c>frames</c>.</summary>
/// <param name="Target">The block set.</param>
/// <param name="Entries">For how many entries in all.</param>
public sealed record KhoGrow(Handle Target, ulong Entries) : Operation(Verb.KhoGrow, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).Number("entries", Entries);

    internal static KhoGrow Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("entries", null, KernelLimits.MaxEntries));
}
