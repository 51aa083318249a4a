using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The parameter kho= is only understood as on, off, 1, 0, y or n.</summary>
[Mutation("kho-parameter-whole-words", "The parameter kho= is only understood as on, off, 1, 0, y or n.")]
[Breaks("KHO-CMD-01")]
internal sealed class ParameterWholeWordsOnly(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(
            operation switch
            {
                Kexec kexec => new Kexec(Narrow(kexec.Parameters)),
                Load load => new Load(load.Kind, Narrow(load.Parameters)),
                ColdBoot cold => new ColdBoot(Narrow(cold.Parameters)),
                _ => operation,
            }
        );

    private static BootParameters Narrow(BootParameters parameters) =>
        parameters.Kho is { } kho && $"{kho}".ToLowerInvariant() is not ("on" or "off" or "1" or "0" or "y" or "n")
            ? parameters with
            {
                Kho = null,
            }
            : parameters;
}
