namespace LiveUpdate.Contract;

/// <summary><c>c = kho.restore_blocks b</c>: attaches a block set to a chain; answers <c>count</c> and <c>frames</c>.</summary>
/// <param name="Result">The handle of the object.</param>
/// <param name="Target">The set that wrote the chain, or what is known of it.</param>
public sealed record KhoRestoreBlocks(Handle Result, Handle Target) : Operation(Verb.KhoRestoreBlocks, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static KhoRestoreBlocks Read(Handle result, ArgumentReader from) => new(result, from.Handle("target"));
}
