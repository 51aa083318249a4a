using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>CANCEL takes the preparation back before the freeze.</summary>
[Mutation("cancel-before-unfreeze", "CANCEL takes the preparation back before the freeze.", Profile = "luo-v4")]
[SeenInKernel]
[Breaks("LUO-STATE-09")]
internal sealed class CancelBeforeUnfreeze : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override Errno Cancel()
        {
            int last = Kernel.Luo!.Outgoing.Sessions.Count - 1;
            if (last < 0)
            {
                return Errno.None;
            }

            CancelBack(last, FilesOf(last).Files.Count);
            if (IsFrozen)
            {
                UnfreezeBack(last, FilesOf(last).Files.Count);
            }

            return Errno.None;
        }
    }
}
