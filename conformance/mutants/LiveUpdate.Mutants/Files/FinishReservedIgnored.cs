using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH does not look at the reserved field.</summary>
[Mutation("finish-reserved-ignored", "FINISH does not look at the reserved field.")]
[Breaks("LUO-FILE-11")]
internal sealed class FinishReservedIgnored(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(operation is FinishSession finish ? finish with { Reserved = 0 } : operation);
}
