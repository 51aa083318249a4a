namespace LiveUpdate.Contract;

/// <summary><c>kho.keys</c>: walks the tracker; answers <c>count</c> and <c>keys</c> of the entries that lie in the probe's memory.</summary>
public sealed record KhoKeys() : Operation(Verb.KhoKeys, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static KhoKeys Read(Handle result, ArgumentReader from) => new();
}
