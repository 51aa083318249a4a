using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session takes 128 files at most, as in the first releases.</summary>
[Mutation("files-limited-to-128", "A session takes 128 files at most, as in the first releases.")]
[Breaks("LUO-FILE-15")]
internal sealed class FilesLimitedTo128(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.Find(preserve.Session) is { Kind: OpenKind.Outgoing, Preserved.Count: >= 128 }
            ? Outcome.Refused(Errno.ENOSPC)
            : Below(operation);
}
