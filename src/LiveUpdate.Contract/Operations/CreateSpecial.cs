namespace LiveUpdate.Contract;

/// <summary><c>p = special kind=pipe</c>: a descriptor that no file handler accepts.</summary>
/// <param name="Result">The descriptor.</param>
/// <param name="Kind">What it is.</param>
public sealed record CreateSpecial(Handle Result, SpecialKind Kind) : Operation(Verb.Special, Result)
{
    internal override void Write(ArgumentWriter to) => to.Choice("kind", Kind, null);

    internal static CreateSpecial Read(Handle result, ArgumentReader from) =>
        new(result, from.Choice<SpecialKind>("kind", null));
}
