using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The first two sizes of kho_scratch= change places.</summary>
[Mutation("image-scratch-sizes-swapped", "The first two sizes of kho_scratch= change places.")]
[Breaks("KHO-SCR-02")]
[SeenInImage]
internal sealed class ScratchSizesSwapped : Parts
{
    protected override bool TryReadScratch(ByteString text, out ScratchParameter parameter)
    {
        bool isRead = base.TryReadScratch(text, out parameter);
        parameter = parameter with { LowMemory = parameter.Global, Global = parameter.LowMemory };
        return isRead;
    }
}
