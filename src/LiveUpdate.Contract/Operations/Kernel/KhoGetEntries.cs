namespace LiveUpdate.Contract;

/// <summary><c>kho.get_entries b</c>: reads all entries; answers <c>count</c> and <c>data</c>.</summary>
/// <param name="Target">The block set.</param>
public sealed record KhoGetEntries(Handle Target) : Operation(Verb.KhoGetEntries, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoGetEntries Read(Handle result, ArgumentReader from) => new(from.Handle("target"));
}
