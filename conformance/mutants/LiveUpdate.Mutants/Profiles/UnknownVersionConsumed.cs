using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An object of which no version is known is dropped.</summary>
[Mutation("unknown-version-consumed", "An object of which no version is known is dropped.", Profile = "multi-version")]
[Breaks("KHO-VERS-02")]
internal sealed class UnknownVersionConsumed : MultiVersionParts
{
    protected override KernelObjects CreateObjects(Kernel kernel) => new Objects(kernel);

    private sealed class Objects(Kernel kernel) : KernelObjects(kernel)
    {
        protected override bool Consumes(bool failed) => true;
    }
}
