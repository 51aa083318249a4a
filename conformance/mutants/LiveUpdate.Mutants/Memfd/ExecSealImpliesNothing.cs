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
    private readonly HashSet<object> _implied = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case AddSeals { Seals: 0x20 } seals
                when outcome.IsOk && Handles.Find(seals.Target) is { Kind: OpenKind.Retrieved } file:
                _implied.Add(file.Inode);
                return outcome;
            case GetSeals get when Handles.Find(get.Target) is { } file && _implied.Contains(file.Inode):
                return Change(outcome, Field.Seals, static _ => 0x20);
            default:
                return outcome;
        }
    }
}
