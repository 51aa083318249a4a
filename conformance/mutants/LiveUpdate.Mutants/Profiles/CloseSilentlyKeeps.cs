using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A close that a handler refuses says nothing of it.</summary>
[Mutation("close-keeps-in-silence", "A close that a handler refuses says nothing of it.", Profile = "finish-on-close")]
[SeenInKernel]
[Breaks("LUO-CLOSE-03")]
internal sealed class CloseSilentlyKeeps : FinishOnCloseParts
{
    protected override Errno Refuse(IncomingSessions sessions, Session session) => Errno.None;
}
