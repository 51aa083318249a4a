using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A KHO tree in a format that nobody knows is read all the same.</summary>
[Mutation("planted-kho-format-ignored", "A KHO tree in a format that nobody knows is read all the same.")]
[Breaks("KHO-FDT-06")]
[SeenWhenPlanted]
internal sealed class AnyTreeFormatAccepted : Parts
{
    protected override bool AcceptsTree(FlattenedDeviceTree tree) => true;
}
