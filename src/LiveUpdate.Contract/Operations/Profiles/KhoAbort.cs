namespace LiveUpdate.Contract;

/// <summary><c>kho.abort</c>: drops what the manual trigger of a KHO with a finalize step has built (D1.3, D5.3).</summary>
public sealed record KhoAbort() : Operation(Verb.KhoAbort, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static KhoAbort Read(Handle result, ArgumentReader from) => new();
}
