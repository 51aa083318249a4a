using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A preserved tmpfs file comes back with the mode it had.</summary>
[Mutation("memfd-tmpfs-mode-kept", "A preserved tmpfs file comes back with the mode it had.")]
[Breaks("MEMFD-29", "MEMFD-11")]
internal sealed class TmpfsModeKept(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<KnownFile> _fromTmpfs = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case RetrieveFd retrieve
                when outcome.IsOk
                    && Handles.Find(retrieve.Session) is { } session
                    && session.Preserved.Find(kept => kept.Token == retrieve.Token).File is { Origin: CreateTmpfile }:
                _fromTmpfs.Add(Handles.Find(operation.Result)!);
                return outcome;
            case Stat stat when Handles.Find(stat.Target) is { } file && _fromTmpfs.Contains(file):
                return Change(outcome, Field.Mode, static _ => 0x180);
            default:
                return outcome;
        }
    }
}
