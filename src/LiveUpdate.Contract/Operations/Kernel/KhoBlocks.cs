namespace LiveUpdate.Contract;

/// <summary><c>b = kho.blocks entry=N</c>: an empty block set.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Entry">The size of an entry in bytes.</param>
public sealed record KhoBlocks(Handle Result, ulong Entry) : Operation(Verb.KhoBlocks, Result)
{
    internal override void Write(ArgumentWriter to) => to.Number("entry", Entry);

    internal static KhoBlocks Read(Handle result, ArgumentReader from) =>
        new(result, from.Number("entry", null, KernelLimits.MaxEntry, 1));
}
