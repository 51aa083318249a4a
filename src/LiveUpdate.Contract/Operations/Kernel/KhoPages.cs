namespace LiveUpdate.Contract;

/// <summary><c>p = kho.pages count=N [fill=F]</c>: the probe allocates pages in a row, each by itself; answers <c>frames</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Count">How many pages.</param>
/// <param name="Fill">The fill pattern of all of it, or <see langword="null"/> for zeros.</param>
public sealed record KhoPages(Handle Result, ulong Count, byte? Fill) : Operation(Verb.KhoPages, Result)
{
    internal override void Write(ArgumentWriter to) => to.Number("count", Count).OptionalByte("fill", Fill);

    internal static KhoPages Read(Handle result, ArgumentReader from) =>
        new(result, from.Number("count", null, KernelLimits.MaxPages, 1), from.OptionalByte("fill"));
}
