namespace LiveUpdate.Contract;

/// <summary><c>inject [alloc=N]</c>: the N-th allocation that the running kernel makes from now on fails, once; without <c>alloc</c> none does.</summary>
/// <remarks>
/// It takes the place of what was injected before. The answer of the operation in which it happens carries
/// <see cref="Field.Injected"/>. A boot lifts it.
/// </remarks>
/// <param name="Alloc">Which allocation, from 1 on, or <see langword="null"/> for none.</param>
public sealed record Inject(ulong? Alloc) : Operation(Verb.Inject, Handle.None)
{
    /// <summary>The farthest allocation that can be asked for.</summary>
    public const ulong MostAllocations = uint.MaxValue;

    internal override void Write(ArgumentWriter to) => to.OptionalNumber("alloc", Alloc);

    internal static Inject Read(Handle result, ArgumentReader from) =>
        new(from.OptionalNumber("alloc", MostAllocations, least: 1));
}
