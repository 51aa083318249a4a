using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>An image loaded with kexec_load carries the handover too.</summary>
[Mutation("plain-image-carries-handover", "An image loaded with kexec_load carries the handover too.")]
[Breaks("KHO-CRASH-01")]
internal sealed class PlainImageCarriesHandover(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(operation is Load { Kind: ImageKind.Plain } load ? load with { Kind = ImageKind.File } : operation);
}
