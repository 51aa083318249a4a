namespace LiveUpdate.Contract;

/// <summary><c>p = mmap m</c>: map a file from 0 to its present size, shared and writable. The handle names the mapping.</summary>
/// <remarks>
/// The mapping outlives the descriptor; it uses up no descriptor number. A size of 0 gives EINVAL. Using the handle where
/// a descriptor is wanted gives EBADF.
/// </remarks>
/// <param name="Result">The mapping.</param>
/// <param name="Target">The file.</param>
public sealed record Mmap(Handle Result, Handle Target) : Operation(Verb.Mmap, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target);

    internal static Mmap Read(Handle result, ArgumentReader from) => new(result, from.Handle("target"));
}
