using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A liveupdate= parameter that cannot be read counts as on.</summary>
[Mutation("liveupdate-unreadable-is-on", "A liveupdate= parameter that cannot be read counts as on.")]
[Breaks("LUO-BOOT-04", "LUO-DEV-01", "KHO-CMD-01")]
internal sealed class UnreadableParameterIsOn(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(
            operation switch
            {
                Kexec kexec => new Kexec(Widen(kexec.Parameters)),
                Load load => new Load(load.Kind, Widen(load.Parameters)),
                ColdBoot cold => new ColdBoot(Widen(cold.Parameters)),
                _ => operation,
            }
        );

    private static BootParameters Widen(BootParameters parameters) =>
        parameters.LiveUpdate is { } text && !IsOff($"{text}".ToLowerInvariant())
            ? parameters with
            {
                LiveUpdate = null,
            }
            : parameters;

    private static bool IsOff(string text) =>
        text.Length > 0 && (text[0] is 'n' or 'f' or '0' or 'd' || text.StartsWith("of", StringComparison.Ordinal));
}
