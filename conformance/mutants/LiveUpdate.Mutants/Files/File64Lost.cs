using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Only the first block of a session is handed over: its 64th and later files are lost.</summary>
[Mutation("file-64-lost", "Only the first block of a session is handed over: its 64th and later files are lost.")]
[Breaks("LUO-FILE-15")]
internal sealed class File64Lost(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is RetrieveFd retrieve
        && Handles.Find(retrieve.Session) is { Kind: OpenKind.Incoming } session
        && session.Preserved.FindIndex(kept => kept.Token == retrieve.Token) >= 63
            ? Refuse(operation, Errno.ENOENT)
            : Below(operation);
}
