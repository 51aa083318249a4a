using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An object can be taken again and again.</summary>
[Mutation("object-taken-twice", "An object can be taken again and again.", Profile = "multi-version")]
[Breaks("KHO-VERS-03")]
internal sealed class ObjectTakenTwice : MultiVersionParts
{
    protected override KernelObjects CreateObjects(Kernel kernel) => new Objects(kernel);

    private sealed class Objects(Kernel kernel) : KernelObjects(kernel)
    {
        protected override bool Consumes(bool failed) => false;
    }
}
