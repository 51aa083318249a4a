namespace LiveUpdate.Contract;

/// <summary><c>v = kho.vmalloc pages=N [order=0] [fill=F] [user=0]</c>: the probe allocates an area that is linear in virtual space only; answers <c>frames</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="Order">It is made of groups of 2^order pages.</param>
/// <param name="Fill">The fill pattern of all of it, or <see langword="null"/> for zeros.</param>
/// <param name="User">1 for an area that can be mapped to user space, which KHO does not take.</param>
public sealed record KhoVmalloc(Handle Result, ulong Pages, ulong Order, byte? Fill, ulong User)
    : Operation(Verb.KhoVmalloc, Result)
{
    internal override void Write(ArgumentWriter to) =>
        to.Number("pages", Pages).Optional("order", Order, 0).OptionalByte("fill", Fill).Optional("user", User, 0);

    internal static KhoVmalloc Read(Handle result, ArgumentReader from) =>
        new(
            result,
            from.Number("pages", null, KernelLimits.MaxAreaPages, 1),
            from.Number("order", 0, KernelLimits.MaxAreaOrder),
            from.OptionalByte("fill"),
            from.Number("user", 0, 1)
        );
}
