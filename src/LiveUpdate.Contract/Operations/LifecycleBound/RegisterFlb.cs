namespace LiveUpdate.Contract;

/// <summary><c>b = flb.register h compatible=x</c>: makes an FLB and registers it with a handler.</summary>
/// <param name="Result">The handle of the FLB; it is free again at the next boot.</param>
/// <param name="Handler">The handler; an unbound handle stands for one that is not registered.</param>
/// <param name="Compatible">The string that stands in the image; 1 to 47 bytes without NUL.</param>
/// <param name="Without">The callbacks that it does not have.</param>
public sealed record RegisterFlb(Handle Result, Handle Handler, ByteString Compatible, FlbCallbacks Without)
    : Operation(Verb.FlbRegister, Result)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("handler", Handler).Bytes("compatible", Compatible).Set("without", Without);

    internal static RegisterFlb Read(Handle result, ArgumentReader from) =>
        new(
            result,
            from.Handle("handler"),
            from.Text("compatible", RegisterHandler.MaxCompatible),
            from.Set<FlbCallbacks>("without")
        );
}
