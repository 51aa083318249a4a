using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>With KHO off a preservation is answered as if it had been recorded.</summary>
[Mutation("kho-preserves-switched-off", "With KHO off a preservation is answered as if it had been recorded.")]
[Breaks("KHO-PRES-10")]
[SeenByProbe]
internal sealed class PreservesSwitchedOff(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is KhoPreserveFolio or KhoPreservePages && outcome.Errno == Errno.EINVAL && IsOff()
            ? Outcome.Ok
            : outcome;
    }

    private bool IsOff() => Below(new KhoState()).TryGet(Field.Enabled, out FieldValue enabled) && enabled.Number == 0;
}
