using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Any file can be unpreserved, whatever came after it.</summary>
[Mutation("unpreserved-out-of-order", "Any file can be unpreserved, whatever came after it.", Profile = "luo-v4")]
[Breaks("LUO-STATE-05")]
internal sealed class UnpreservedOutOfOrder : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override bool IsNext(FileSet files, PreservedFile file) => true;
    }
}
