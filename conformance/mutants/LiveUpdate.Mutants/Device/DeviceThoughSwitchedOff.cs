using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The parameter liveupdate=off of the next kernel is not looked at.</summary>
[Mutation("device-though-switched-off", "The parameter liveupdate=off of the next kernel is not looked at.")]
[Breaks("LUO-DEV-01", "KHO-CMD-01")]
internal sealed class DeviceThoughSwitchedOff(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(
            operation switch
            {
                Kexec kexec => new Kexec(SwitchedOn(kexec.Parameters)),
                Load load => new Load(load.Kind, SwitchedOn(load.Parameters)),
                ColdBoot cold => new ColdBoot(SwitchedOn(cold.Parameters)),
                _ => operation,
            }
        );

    private static BootParameters SwitchedOn(BootParameters parameters) => parameters with { LiveUpdate = null };
}
