using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION does not look whether the name is taken.</summary>
[Mutation("session-duplicate-accepted", "CREATE_SESSION does not look whether the name is taken.")]
[Breaks("LUO-SESS-02")]
internal sealed class DuplicateNameAccepted : Parts
{
    protected override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : OutgoingSessions(kernel)
    {
        protected override bool IsTaken(ByteString name) => false;
    }
}
