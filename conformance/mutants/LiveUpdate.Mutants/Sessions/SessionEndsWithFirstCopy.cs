using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session ends when the first of its descriptors is closed.</summary>
[Mutation("session-ends-with-first-copy", "A session ends when the first of its descriptors is closed.")]
[Breaks("LUO-SESS-10")]
internal sealed class SessionEndsWithFirstCopy(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is Close close
            && Handles.Find(close.Target) is { Kind: OpenKind.Outgoing or OpenKind.Incoming } session
        )
        {
            foreach (Handle copy in session.Handles.Where(copy => copy != close.Target).ToArray())
            {
                Below(new Close(copy));
            }
        }

        return Below(operation);
    }
}
