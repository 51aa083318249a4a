namespace LiveUpdate.Contract;

/// <summary><c>h = handler.register compatible=x</c>: registers a file handler; scripts say what its callbacks do.</summary>
/// <param name="Result">The handle of the handler; it is free again at the next boot.</param>
/// <param name="Compatible">The string that stands in the image; 1 to 47 bytes without NUL.</param>
/// <param name="Kinds">The kinds of <c>handler.file</c> that it takes, one bit each.</param>
/// <param name="Without">The callbacks that it does not have.</param>
public sealed record RegisterHandler(Handle Result, ByteString Compatible, ulong Kinds, HandlerCallbacks Without)
    : Operation(Verb.HandlerRegister, Result)
{
    /// <summary>The most bytes of a compatible string.</summary>
    public const int MaxCompatible = 47;

    /// <summary>The kinds without an argument: kind 0 alone.</summary>
    public const ulong DefaultKinds = 1;

    internal override void Write(ArgumentWriter to) =>
        to.Bytes("compatible", Compatible).OptionalHex("kinds", Kinds, DefaultKinds).Set("without", Without);

    internal static RegisterHandler Read(Handle result, ArgumentReader from) =>
        new(
            result,
            from.Text("compatible", MaxCompatible),
            from.Number("kinds", DefaultKinds, byte.MaxValue),
            from.Set<HandlerCallbacks>("without")
        );
}
