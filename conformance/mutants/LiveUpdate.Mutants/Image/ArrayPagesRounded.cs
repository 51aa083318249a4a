using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The description of a folio array counts a page more than the array has.</summary>
[Mutation("image-array-pages-one-more", "The description of a folio array counts a page more than the array has.")]
[Breaks("KHO-VM-02")]
[SeenInImage]
internal sealed class ArrayPagesRounded : Parts
{
    protected override VmallocPreserver CreateVmallocPreserver(Kernel kernel) => new Preserver(kernel);

    private sealed class Preserver(Kernel kernel) : VmallocPreserver(kernel)
    {
        public override Errno Preserve(VmallocArea area, out VmallocDescriptor descriptor)
        {
            Errno error = base.Preserve(area, out descriptor);
            descriptor = descriptor with { TotalPages = descriptor.TotalPages + 1 };
            return error;
        }
    }
}
