using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The kexec metadata count every kexec of a chain as the first.</summary>
[Mutation("image-kexec-count-stands", "The kexec metadata count every kexec of a chain as the first.")]
[Breaks("KHO-META-01")]
[SeenInImage]
internal sealed class KexecCountStands : Parts
{
    protected override uint KexecCountAfter(uint incoming) => 1;
}
