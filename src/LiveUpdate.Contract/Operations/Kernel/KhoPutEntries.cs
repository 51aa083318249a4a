namespace LiveUpdate.Contract;

/// <summary><c>kho.put_entries b count=N fill=F</c>: clears a block set and writes entries; answers <c>count</c>.</summary>
/// <param name="Target">The block set.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Fill">The fill value.</param>
public sealed record KhoPutEntries(Handle Target, ulong Count, byte Fill) : Operation(Verb.KhoPutEntries, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Number("count", Count).Hex("fill", Fill);

    internal static KhoPutEntries Read(Handle result, ArgumentReader from) =>
        new(
            from.Handle("target"),
            from.Number("count", null, KernelLimits.MaxEntries),
            (byte)from.Number("fill", null, byte.MaxValue)
        );
}
