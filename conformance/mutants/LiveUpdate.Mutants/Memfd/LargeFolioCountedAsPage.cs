using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A large folio of a retrieved file is counted as one page.</summary>
[Mutation(
    "HM-07-large-folio-counted-as-page",
    "A large folio of a retrieved file is counted as one page.",
    History = "HM-07"
)]
[Breaks("MEMFD-13")]
internal sealed class LargeFolioCountedAsPage(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Stat stat
            && outcome.TryGet(Field.Size, out FieldValue size)
            && size.Number >= 2 << 20
            && Handles.KindOf(stat.Target) == OpenKind.Retrieved
            ? Change(outcome, Field.Blocks, blocks => blocks - (size.Number >> 21) * 511 * 8)
            : outcome;
    }
}
