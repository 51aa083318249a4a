using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The position handed over is that of whichever descriptor of the file was last moved.</summary>
[Mutation(
    "memfd-position-of-last-fd",
    "The position handed over is that of whichever descriptor of the file was last moved."
)]
[Breaks("MEMFD-30", "MEMFD-04")]
internal sealed class PositionOfLastDescriptor(IMachine inner) : TamperedMachine(inner)
{
    private readonly Dictionary<object, ulong> _moved = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case Seek seek
                when Handles.Find(seek.Target) is { Kind: OpenKind.File } file
                    && outcome.TryGet(Field.Pos, out FieldValue position):
                _moved[file.Inode] = position.Number;
                return outcome;
            case RetrieveFd retrieve
                when outcome.IsOk
                    && Handles.Find(retrieve.Session) is { } session
                    && session.Preserved.Find(kept => kept.Token == retrieve.Token).File is { } kept
                    && _moved.Remove(kept.Inode, out ulong last):
                Below(new Seek(operation.Result, last));
                return outcome;
            default:
                return outcome;
        }
    }
}
