using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The description of a folio array lacks the flags of its area.</summary>
[Mutation("image-array-flags-forgotten", "The description of a folio array lacks the flags of its area.")]
[Breaks("KHO-VM-02")]
[SeenInImage]
internal sealed class ArrayFlagsForgotten : Parts
{
    protected override VmallocPreserver CreateVmallocPreserver(Kernel kernel) => new Preserver(kernel);

    private sealed class Preserver(Kernel kernel) : VmallocPreserver(kernel)
    {
        public override Errno Preserve(VmallocArea area, out VmallocDescriptor descriptor)
        {
            Errno error = base.Preserve(area, out descriptor);
            descriptor = descriptor with { Flags = 0 };
            return error;
        }
    }
}
