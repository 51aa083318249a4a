namespace LiveUpdate.Contract;

/// <summary><c>a = kho.alloc_preserve size=N</c>: kho_alloc_preserve; answers <c>frames</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Size">How many bytes.</param>
public sealed record KhoAllocPreserve(Handle Result, ulong Size) : Operation(Verb.KhoAllocPreserve, Result)
{
    internal override void Write(ArgumentWriter to) => to.Number("size", Size);

    internal static KhoAllocPreserve Read(Handle result, ArgumentReader from) => new(result, from.Number("size"));
}
