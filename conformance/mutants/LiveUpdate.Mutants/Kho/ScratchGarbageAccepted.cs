using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>What stands behind the sizes of kho_scratch= is not looked at.</summary>
[Mutation(
    "HK-16-scratch-garbage-accepted",
    "What stands behind the sizes of kho_scratch= is not looked at.",
    History = "HK-16"
)]
[Breaks("KHO-CMD-01")]
internal sealed class ScratchGarbageAccepted(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(
            operation switch
            {
                Kexec kexec => new Kexec(Trim(kexec.Parameters)),
                Load load => new Load(load.Kind, Trim(load.Parameters)),
                ColdBoot cold => new ColdBoot(Trim(cold.Parameters)),
                _ => operation,
            }
        );

    private static BootParameters Trim(BootParameters parameters) =>
        parameters.Scratch is { } scratch
            ? parameters with
            {
                Scratch = new ByteString(scratch.Span.TrimEnd("xyz"u8)),
            }
            : parameters;
}
