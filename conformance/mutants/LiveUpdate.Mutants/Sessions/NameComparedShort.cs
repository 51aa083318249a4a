using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION compares the first 62 bytes of names.</summary>
[Mutation("session-name-compared-short", "CREATE_SESSION compares the first 62 bytes of names.")]
[Breaks("LUO-SESS-02", "LUO-SESS-01")]
internal sealed class NameComparedShort : Parts
{
    protected override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : OutgoingSessions(kernel)
    {
        protected override bool IsTaken(ByteString name) =>
            base.IsTaken(name)
            || Sessions.Any(session =>
                session.Name.Length >= 62 && name.Length >= 62 && session.Name.Span[..62].SequenceEqual(name.Span[..62])
            );
    }
}
