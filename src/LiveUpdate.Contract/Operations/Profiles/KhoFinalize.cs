namespace LiveUpdate.Contract;

/// <summary><c>kho.finalize</c>: the manual trigger of a KHO with a finalize step (D1.3, D5.3).</summary>
public sealed record KhoFinalize() : Operation(Verb.KhoFinalize, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static KhoFinalize Read(Handle result, ArgumentReader from) => new();
}
