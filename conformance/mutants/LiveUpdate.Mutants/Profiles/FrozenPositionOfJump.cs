using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The position of a memfd is that at the jump, although it was frozen before.</summary>
[Mutation(
    "frozen-position-of-jump",
    "The position of a memfd is that at the jump, although it was frozen before.",
    Profile = "luo-v4"
)]
[Breaks("LUO-STATE-08")]
internal sealed class FrozenPositionOfJump : LuoV4Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : StagedFiles(kernel)
    {
        protected override Errno FreezeOne(PreservedFile file)
        {
            ulong data = file.Data;
            return file.Handler is MemfdHandler ? CallFreeze(file, ref data) : base.FreezeOne(file);
        }
    }
}
