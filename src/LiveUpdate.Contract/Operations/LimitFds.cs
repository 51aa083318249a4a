namespace LiveUpdate.Contract;

/// <summary><c>limit_fds [free=N]</c>: from now on only N more descriptors can be open at once; without <c>free</c> the limit is lifted.</summary>
/// <param name="Free">How many more descriptors, or <see langword="null"/> for no limit.</param>
public sealed record LimitFds(ulong? Free) : Operation(Verb.LimitFds, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.OptionalNumber("free", Free);

    internal static LimitFds Read(Handle result, ArgumentReader from) => new(from.OptionalNumber("free", 4096));
}
