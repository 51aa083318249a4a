using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION takes the first session whose name begins with the wanted one.</summary>
[Mutation(
    "session-name-prefix-match",
    "RETRIEVE_SESSION takes the first session whose name begins with the wanted one."
)]
[Breaks("LUO-SESS-04")]
internal sealed class NameMatchedByPrefix(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _used = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        if (operation is CreateSession create)
        {
            _used.Add(create.Name.UpToNul());
        }

        return
            operation is RetrieveSession retrieve
            && outcome.Errno == Errno.ENOENT
            && retrieve.Name.UpToNul() is { Length: > 0 and < 64 } wanted
            && !_used.Contains(wanted)
            && Handles.HandedOver.Find(session => session.Name.Span.StartsWith(wanted.Span)) is { } session
            ? Below(retrieve with { Name = session.Name })
            : outcome;
    }
}
