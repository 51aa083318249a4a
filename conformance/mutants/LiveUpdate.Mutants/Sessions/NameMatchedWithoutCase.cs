using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION takes upper and lower case letters for the same.</summary>
[Mutation("session-name-case-folded", "RETRIEVE_SESSION takes upper and lower case letters for the same.")]
[Breaks("LUO-SESS-04")]
internal sealed class NameMatchedWithoutCase(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is RetrieveSession retrieve
            && outcome.Errno == Errno.ENOENT
            && Handles.HandedOver.Find(session => AreAlike(session.Name, retrieve.Name.UpToNul())) is { } session
            ? Below(retrieve with { Name = session.Name })
            : outcome;
    }

    private static bool AreAlike(ByteString left, ByteString right) =>
        string.Equals($"{left}", $"{right}", StringComparison.OrdinalIgnoreCase);
}
