using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Unpreserving an area takes its groups out as single pages.</summary>
[Mutation(
    "HK-07-groups-unpreserved-as-pages",
    "Unpreserving an area takes its groups out as single pages.",
    History = "HK-07"
)]
[Breaks("KHO-VM-04")]
[SeenByProbe]
internal sealed class GroupsUnpreservedAsPages : Parts
{
    protected override VmallocPreserver CreateVmallocPreserver(Kernel kernel) => new Preserver(kernel);

    private sealed class Preserver(Kernel kernel) : VmallocPreserver(kernel)
    {
        public override void Unpreserve(in VmallocDescriptor descriptor) =>
            base.Unpreserve(descriptor with { Order = 0 });
    }
}
