namespace LiveUpdate.Contract;

/// <summary>
/// <c>inject [alloc=N | copyout=N]</c>: the N-th allocation that the running kernel makes from now on fails, or the N-th time that it
/// writes a LUO command's argument back; without either nothing does.
/// </summary>
/// <remarks>
/// It happens once, and takes the place of what was injected before. The answer of the operation in which it happens carries
/// <see cref="Field.Injected"/>. A boot lifts it.
/// </remarks>
/// <param name="Alloc">Which allocation, from 1 on, or <see langword="null"/> for none.</param>
/// <param name="CopyOut">Which copy-out, from 1 on, or <see langword="null"/> for none; only without <paramref name="Alloc"/>.</param>
public sealed record Inject(ulong? Alloc, ulong? CopyOut = null) : Operation(Verb.Inject, Handle.None)
{
    /// <summary>The farthest allocation or copy-out that can be asked for.</summary>
    public const ulong Farthest = uint.MaxValue;

    internal override void Write(ArgumentWriter to)
    {
        to.OptionalNumber("alloc", Alloc);
        to.OptionalNumber("copyout", CopyOut);
    }

    internal static Inject Read(Handle result, ArgumentReader from)
    {
        ulong? allocation = from.OptionalNumber("alloc", Farthest, least: 1);
        ulong? copyOut = from.OptionalNumber("copyout", Farthest, least: 1);
        from.Exclude("alloc", "copyout");
        return new Inject(allocation, copyOut);
    }
}
