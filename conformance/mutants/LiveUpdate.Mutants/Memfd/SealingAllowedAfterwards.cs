using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A file on which no seal could be set comes back without any.</summary>
[Mutation("memfd-sealing-allowed-afterwards", "A file on which no seal could be set comes back without any.")]
[Breaks("MEMFD-27", "MEMFD-10")]
internal sealed class SealingAllowedAfterwards(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is GetSeals seals
            && Handles.KindOf(seals.Target) == OpenKind.Retrieved
            && outcome.TryGet(Field.Seals, out FieldValue now)
            && now.Number == 1
            ? Outcome.Success(Field.Seals, 0)
            : outcome;
    }
}
