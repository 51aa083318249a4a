using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two creations of one name at once both succeed: the name is looked up before the list is locked.</summary>
[Mutation(
    "race-duplicate-created",
    "Two creations of one name at once both succeed: the name is looked up before the list is locked."
)]
[Breaks("LUO-SESS-11")]
[SeenInRaces]
internal sealed class CreationsNotExclusive : Parts
{
    protected override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new Hasty(kernel);

    private sealed class Hasty(Kernel kernel) : OutgoingSessions(kernel)
    {
        protected override Errno Create(ByteString field, out Session? session)
        {
            session = null;
            ByteString name = NameOf(field);
            if (IsValid(name) && base.IsTaken(name))
            {
                return Errno.EEXIST;
            }

            Kernel.Point();
            return base.Create(field, out session);
        }

        protected override bool IsTaken(ByteString name) => false;
    }
}
