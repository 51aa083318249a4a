using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The position is taken at PRESERVE_FD, not at the reboot.</summary>
[Mutation("memfd-position-at-preserve", "The position is taken at PRESERVE_FD, not at the reboot.")]
[Breaks("MEMFD-04")]
internal sealed class PositionAtPreserve(IMachine inner) : TamperedMachine(inner)
{
    private readonly Dictionary<KnownFile, ulong> _positions = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case PreserveFd preserve:
                Outcome preserved = Below(operation);
                if (
                    preserved.IsOk
                    && Below(new Seek(preserve.File, 0, SeekFrom.Cur)).TryGet(Field.Pos, out FieldValue now)
                )
                {
                    _positions[Handles.Find(preserve.File)!] = now.Number;
                }

                return preserved;
            case RetrieveFd retrieve
                when Handles.Find(retrieve.Session) is { Kind: OpenKind.Incoming } session
                    && !session.Retrieved.ContainsKey(retrieve.Token)
                    && session.Preserved.Find(kept => kept.Token == retrieve.Token).File is { } file
                    && _positions.TryGetValue(file, out ulong then):
                Outcome retrieved = Below(operation);
                if (retrieved.IsOk)
                {
                    Below(new Seek(operation.Result, then));
                }

                return retrieved;
            default:
                return Below(operation);
        }
    }
}
