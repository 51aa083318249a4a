namespace LiveUpdate.Contract;

/// <summary><c>cold_boot [kho=on] [liveupdate=on] [kho_scratch=…]</c>: reset the machine and boot without a handover.</summary>
/// <param name="Parameters">The kernel's parameters.</param>
public sealed record ColdBoot(BootParameters Parameters) : Operation(Verb.ColdBoot, Handle.None)
{
    internal override void Write(ArgumentWriter to) => Parameters.Write(to);

    internal static ColdBoot Read(Handle result, ArgumentReader from) => new(BootParameters.Read(from));
}
