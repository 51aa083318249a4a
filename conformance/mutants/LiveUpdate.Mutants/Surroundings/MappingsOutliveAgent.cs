using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Mappings and descriptors of a dead agent still count as open.</summary>
[Mutation("mappings-outlive-agent", "Mappings and descriptors of a dead agent still count as open.")]
[Breaks("BASE-09", "BASE-07")]
internal sealed class MappingsOutliveAgent(IMachine inner) : TamperedMachine(inner)
{
    private ulong _stale;

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Die when Below(new CountFds()).TryGet(Field.Count, out FieldValue count):
                _stale += count.Number;
                return Below(operation);
            case CountFds:
                return Change(Below(operation), Field.Count, count => count + _stale);
            case Kexec or Reboot or ColdBoot:
                _stale = 0;
                return Below(operation);
            default:
                return Below(operation);
        }
    }
}
