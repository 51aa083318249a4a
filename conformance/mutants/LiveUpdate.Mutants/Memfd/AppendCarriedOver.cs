using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A file that was preserved through an O_APPEND descriptor comes back with O_APPEND.</summary>
[Mutation(
    "memfd-append-carried-over",
    "A file that was preserved through an O_APPEND descriptor comes back with O_APPEND."
)]
[Breaks("MEMFD-11")]
internal sealed class AppendCarriedOver(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<KnownFile> _appending = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case RetrieveFd retrieve
                when outcome.IsOk
                    && Handles.Find(retrieve.Session) is { } session
                    && session.Preserved.Find(kept => kept.Token == retrieve.Token).File is { } kept
                    && (kept.ReopenFlags & 0x400) != 0:
                _appending.Add(Handles.Find(operation.Result)!);
                return outcome;
            case GetFlags flags when Handles.Find(flags.Target) is { } file && _appending.Contains(file):
                return Change(outcome, Field.Status, static status => status | 0x400);
            default:
                return outcome;
        }
    }
}
