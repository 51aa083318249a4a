using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Without sessions the record still points to some.</summary>
[Mutation("image-sessions-address-dangling", "Without sessions the record still points to some.")]
[Breaks("ABI-01")]
[SeenInImage]
internal sealed class SessionsAddressDangling : Parts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override void WriteSessionsAddress(ulong address) =>
            base.WriteSessionsAddress(address == 0 ? Kernel.Memory.AddressOf(Kernel.Luo!.FlbPage) : address);
    }
}
