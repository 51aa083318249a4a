namespace LiveUpdate.Contract;

/// <summary><c>kexec [kho=on] [liveupdate=on] [kho_scratch=…]</c>: load an image unless one is loaded, then reboot.</summary>
/// <remarks>The parameters only count when this operation does the loading.</remarks>
/// <param name="Parameters">The next kernel's parameters.</param>
public sealed record Kexec(BootParameters Parameters) : Operation(Verb.Kexec, Handle.None)
{
    internal override void Write(ArgumentWriter to) => Parameters.Write(to);

    internal static Kexec Read(Handle result, ArgumentReader from) => new(BootParameters.Read(from));
}
