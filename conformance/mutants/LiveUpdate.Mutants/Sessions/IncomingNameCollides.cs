using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION also looks for the name among the incoming sessions.</summary>
[Mutation(
    "HL-27-incoming-name-collides",
    "CREATE_SESSION also looks for the name among the incoming sessions.",
    History = "HL-27"
)]
[Breaks("LUO-SESS-03")]
internal sealed class IncomingNameCollides(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _gone = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case CreateSession create when IsIncoming(create.Name.UpToNul()):
                return Refuse(operation, Errno.EEXIST);
            case Close close when Handles.Find(close.Target) is { Kind: OpenKind.Incoming } session:
                _gone.Add(session.Name);
                return Below(operation);
            case Kexec or Reboot:
                Outcome booted = Below(operation);
                if (booted.IsOk)
                {
                    _gone.Clear();
                }

                return booted;
            default:
                return Below(operation);
        }
    }

    private bool IsIncoming(ByteString name) => Handles.FindHandedOver(name) is not null && !_gone.Contains(name);
}
