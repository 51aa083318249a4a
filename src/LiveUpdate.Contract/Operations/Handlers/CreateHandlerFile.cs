namespace LiveUpdate.Contract;

/// <summary><c>f = handler.file value=0x5</c>: makes an anonymous file that handlers can preserve.</summary>
/// <param name="Result">The handle of the new descriptor.</param>
/// <param name="Kind">Its kind, 0 to 7; handlers say which kinds they take.</param>
/// <param name="Value">The number that it holds, which is its data unless a script says otherwise.</param>
/// <param name="Object">What it stands for, so that a second file of it is busy; 0 for itself alone.</param>
/// <param name="Needs">A file that has to be preserved before it in its session, or <see cref="Handle.None"/>.</param>
public sealed record CreateHandlerFile(Handle Result, ulong Kind, ulong Value, ulong Object, Handle Needs)
    : Operation(Verb.HandlerFile, Result)
{
    /// <summary>The highest kind.</summary>
    public const ulong MaxKind = 7;

    internal override void Write(ArgumentWriter to) =>
        to.Optional("kind", Kind, 0)
            .OptionalHex("value", Value, 0)
            .Optional("object", Object, 0)
            .OptionalHandle("needs", Needs);

    internal static CreateHandlerFile Read(Handle result, ArgumentReader from) =>
        new(
            result,
            from.Number("kind", 0, MaxKind),
            from.Number("value", 0),
            from.Number("object", 0, byte.MaxValue),
            from.OptionalHandle("needs")
        );
}
