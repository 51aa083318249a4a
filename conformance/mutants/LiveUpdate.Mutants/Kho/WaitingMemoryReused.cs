using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Memory of files that wait to be retrieved is given to new files.</summary>
[Mutation("kho-waiting-memory-reused", "Memory of files that wait to be retrieved is given to new files.")]
[Breaks("KHO-REST-05", "MEMFD-02", "MEMFD-03", "MEMFD-05")]
internal sealed class WaitingMemoryReused(IMachine inner) : TamperedMachine(inner)
{
    private byte? _reused;

    protected override Outcome Answer(Operation operation)
    {
        bool isFirst =
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { } session
            && !session.Retrieved.ContainsKey(retrieve.Token);
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case CreateMemfd { Size: >= 65536, Fill: { } fill } when outcome.IsOk:
                _reused = fill;
                return outcome;
            case RetrieveFd
                when isFirst
                    && outcome.IsOk
                    && _reused is { } stale
                    && Below(new Stat(operation.Result)).TryGet(Field.Size, out FieldValue size)
                    && size.Number > 0:
                Below(new WriteFile(operation.Result, 0, Math.Min(size.Number, 4096), stale));
                return outcome;
            case Kexec or Reboot or ColdBoot when outcome.IsOk:
                _reused = null;
                return outcome;
            default:
                return outcome;
        }
    }
}
