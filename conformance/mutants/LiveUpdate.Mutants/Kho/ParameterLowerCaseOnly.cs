using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The parameter kho= is only understood in lower case.</summary>
[Mutation("kho-parameter-lower-case-only", "The parameter kho= is only understood in lower case.")]
[Breaks("KHO-CMD-01")]
internal sealed class ParameterLowerCaseOnly(IMachine inner) : TamperedMachine(inner)
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
        parameters.Kho is { } kho && kho.Span.ContainsAnyInRange((byte)'A', (byte)'Z')
            ? parameters with
            {
                Kho = null,
            }
            : parameters;
}
