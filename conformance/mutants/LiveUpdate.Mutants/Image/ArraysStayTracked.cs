using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Folio arrays of a closed session stay in the tracker.</summary>
[Mutation("HK-07-arrays-stay-tracked", "Folio arrays of a closed session stay in the tracker.", History = "HK-07")]
[Breaks("KHO-PRES-12", "KHO-VM-04")]
[SeenInImage]
internal sealed class ArraysStayTracked : Parts
{
    protected override VmallocPreserver CreateVmallocPreserver(Kernel kernel) => new Preserver(kernel);

    private sealed class Preserver(Kernel kernel) : VmallocPreserver(kernel)
    {
        public override void Unpreserve(in VmallocDescriptor descriptor) { }
    }
}
