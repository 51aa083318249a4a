namespace LiveUpdate.Contract;

/// <summary><c>count_fds</c>: how many descriptors the program has open, named or not; answers <c>count</c>.</summary>
public sealed record CountFds() : Operation(Verb.CountFds, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static CountFds Read(Handle result, ArgumentReader from) => new();
}
