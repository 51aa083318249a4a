using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The name of a closed session stays taken.</summary>
[Mutation("session-name-stays-taken", "The name of a closed session stays taken.")]
[Breaks("LUO-SESS-02")]
internal sealed class ClosedSessionNameTaken(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _taken = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Close close when Handles.Find(close.Target) is { Kind: OpenKind.Outgoing } session:
                Outcome closed = Below(operation);
                if (session.Handles.Count == 0)
                {
                    _taken.Add(session.Name);
                }

                return closed;
            case CreateSession create when _taken.Contains(create.Name.UpToNul()):
                return Refuse(operation, Errno.EEXIST);
            case ColdBoot or Kexec:
                _taken.Clear();
                return Below(operation);
            default:
                return Below(operation);
        }
    }
}
