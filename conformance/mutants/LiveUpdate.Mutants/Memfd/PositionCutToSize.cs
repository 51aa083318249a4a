using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A position beyond the size is brought back to the size.</summary>
[Mutation("memfd-position-cut-to-size", "A position beyond the size is brought back to the size.")]
[Breaks("MEMFD-33", "MEMFD-04")]
internal sealed class PositionCutToSize(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        bool isFirst =
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { } session
            && !session.Retrieved.ContainsKey(retrieve.Token);
        Outcome outcome = Below(operation);
        if (
            isFirst
            && outcome.IsOk
            && Below(new Stat(operation.Result)).TryGet(Field.Size, out FieldValue size)
            && Below(new Seek(operation.Result, 0, SeekFrom.Cur)).TryGet(Field.Pos, out FieldValue position)
            && position.Number > size.Number
        )
        {
            Below(new Seek(operation.Result, size.Number));
        }

        return outcome;
    }
}
