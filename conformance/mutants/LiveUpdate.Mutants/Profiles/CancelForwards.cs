using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>CANCEL goes over the sessions forwards.</summary>
[Mutation("cancel-forwards", "CANCEL goes over the sessions forwards.", Profile = "luo-v4")]
[SeenInKernel]
[Breaks("LUO-STATE-09")]
internal sealed class CancelForwards : LuoV4Parts
{
    protected override LuoStages CreateStages(Kernel kernel) => new Stages(kernel);

    private sealed class Stages(Kernel kernel) : LuoStages(kernel)
    {
        protected override Errno Cancel()
        {
            for (int i = 0; i < Kernel.Luo!.Outgoing.Sessions.Count; i++)
            {
                UnfreezeIfFrozen(i);
            }

            for (int i = 0; i < Kernel.Luo!.Outgoing.Sessions.Count; i++)
            {
                CancelOf(i, FilesOf(i).Files.Count);
            }

            return Errno.None;
        }

        private void UnfreezeIfFrozen(int session)
        {
            if (IsFrozen)
            {
                UnfreezeOf(session, FilesOf(session).Files.Count);
            }
        }
    }
}
