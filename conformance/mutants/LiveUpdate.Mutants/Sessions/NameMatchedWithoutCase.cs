using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION takes upper and lower case letters for the same.</summary>
[Mutation("session-name-case-folded", "RETRIEVE_SESSION takes upper and lower case letters for the same.")]
[Breaks("LUO-SESS-04")]
internal sealed class NameMatchedWithoutCase(IMachine inner) : TamperedMachine(inner)
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
            && !_used.Contains(retrieve.Name.UpToNul())
            && Handles.HandedOver.Find(session => AreAlike(session.Name, retrieve.Name.UpToNul())) is { } session
            ? Below(retrieve with { Name = session.Name })
            : outcome;
    }

    private static bool AreAlike(ByteString left, ByteString right) =>
        string.Equals($"{left}", $"{right}", StringComparison.OrdinalIgnoreCase);
}
