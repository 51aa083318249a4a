using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A preserved file is lost when the last descriptor of it is closed.</summary>
[Mutation("file-lost-with-its-fd", "A preserved file is lost when the last descriptor of it is closed.")]
[Breaks("LUO-FILE-05")]
internal sealed class FileLostWithItsFd(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<KnownFile> _closed = [];

    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveFd retrieve
        && Handles.Find(retrieve.Session) is { Kind: OpenKind.Incoming } session
        && session.Preserved.Find(kept => kept.Token == retrieve.Token).File is { } file
        && _closed.Contains(file)
            ? Refuse(operation, Errno.ENOENT)
            : FollowClose(operation);

    private Outcome FollowClose(Operation operation)
    {
        KnownFile? file = operation is Close close ? Handles.Find(close.Target) : null;
        Outcome outcome = Below(operation);
        if (file is { Handles.Count: 0 })
        {
            _closed.Add(file);
        }

        return outcome;
    }
}
