using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The outgoing sessions of a dead agent live on: their names stay taken.</summary>
[Mutation("sessions-outlive-agent", "The outgoing sessions of a dead agent live on: their names stay taken.")]
[Breaks("LUO-SESS-21", "LUO-SESS-02")]
internal sealed class SessionsOutliveAgent(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _left = [];

    protected override Outcome Answer(Operation operation)
    {
        if (operation is Die)
        {
            _left.UnionWith(Handles.Outgoing.Select(static session => session.Name));
        }

        Outcome outcome = Below(operation);
        if (operation is Kexec or Reboot or ColdBoot && outcome.IsOk)
        {
            _left.Clear();
        }

        return operation is CreateSession create && outcome.IsOk && _left.Contains(create.Name.UpToNul())
            ? Withdraw(operation, Errno.EEXIST)
            : outcome;
    }
}
