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
    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveSession retrieve
        && retrieve.Name.UpToNul() is { Length: > 0 and < 64 } wanted
        && Handles.HandedOver.Find(session => session.Name.Span.StartsWith(wanted.Span)) is { } session
            ? Below(retrieve with { Name = session.Name })
            : Below(operation);
}
