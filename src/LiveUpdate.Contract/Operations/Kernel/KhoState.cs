namespace LiveUpdate.Contract;

/// <summary><c>kho.state</c>: answers <c>enabled</c> and <c>incoming</c>.</summary>
public sealed record KhoState() : Operation(Verb.KhoState, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static KhoState Read(Handle result, ArgumentReader from) => new();
}
