namespace LiveUpdate.Contract;

/// <summary><c>load [kind=file] [kho=on] [liveupdate=on] [kho_scratch=…]</c>: load an image for a later reboot.</summary>
/// <param name="Kind">How it is loaded.</param>
/// <param name="Parameters">The next kernel's parameters.</param>
public sealed record Load(ImageKind Kind, BootParameters Parameters) : Operation(Verb.Load, Handle.None)
{
    internal override void Write(ArgumentWriter to)
    {
        to.Choice("kind", Kind, ImageKind.File);
        Parameters.Write(to);
    }

    internal static Load Read(Handle result, ArgumentReader from) =>
        new(from.Choice<ImageKind>("kind", ImageKind.File), BootParameters.Read(from));
}
