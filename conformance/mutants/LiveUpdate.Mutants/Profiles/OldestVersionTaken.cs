using System.Numerics;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Of the versions that are known the oldest is taken.</summary>
[Mutation("oldest-version-taken", "Of the versions that are known the oldest is taken.", Profile = "multi-version")]
[Breaks("KHO-VERS-01")]
internal sealed class OldestVersionTaken : MultiVersionParts
{
    protected override KernelObjects CreateObjects(Kernel kernel) => new Objects(kernel);

    private sealed class Objects(Kernel kernel) : KernelObjects(kernel)
    {
        protected override int Choose(uint known) => BitOperations.TrailingZeroCount(known);
    }
}
