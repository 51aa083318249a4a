using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>SEAL_EXEC on a retrieved file does not add the write seals.</summary>
[Mutation(
    "HM-09-exec-seal-implies-nothing",
    "SEAL_EXEC on a retrieved file does not add the write seals.",
    History = "HM-09"
)]
[Breaks("MEMFD-28", "MEMFD-10")]
internal sealed class ExecSealImpliesNothing(IMachine inner) : TamperedMachine(inner)
{
    private readonly Dictionary<object, ulong> _shown = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case AddSeals seals
                when (seals.Seals & 0x20) != 0
                    && Handles.Find(seals.Target) is { Kind: OpenKind.Retrieved } file
                    && Below(new GetSeals(seals.Target)).TryGet(Field.Seals, out FieldValue before):
                Outcome outcome = Below(operation);
                if (outcome.IsOk)
                {
                    _shown[file.Inode] = before.Number | seals.Seals;
                }

                return outcome;
            case GetSeals get
                when Handles.Find(get.Target) is { } file && _shown.TryGetValue(file.Inode, out ulong shown):
                return Change(Below(operation), Field.Seals, _ => shown);
            default:
                return Below(operation);
        }
    }
}
