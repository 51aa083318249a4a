namespace LiveUpdate.Contract;

/// <summary><c>f = kho.folio [order=0] [fill=F]</c>: the probe allocates a folio; answers <c>frames</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Order">Its order: it has 2^order pages.</param>
/// <param name="Fill">The fill pattern of all of it, or <see langword="null"/> for zeros.</param>
public sealed record KhoFolio(Handle Result, ulong Order, byte? Fill) : Operation(Verb.KhoFolio, Result)
{
    internal override void Write(ArgumentWriter to) => to.Optional("order", Order, 0).OptionalByte("fill", Fill);

    internal static KhoFolio Read(Handle result, ArgumentReader from) =>
        new(result, from.Number("order", 0, KernelLimits.MaxOrder), from.OptionalByte("fill"));
}
