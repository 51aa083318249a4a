using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A retrieved file has its size rounded up to whole pages.</summary>
[Mutation("memfd-size-rounded-up", "A retrieved file has its size rounded up to whole pages.")]
[Breaks("MEMFD-03", "MEMFD-17")]
internal sealed class SizeRoundedUp(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        bool isFirst =
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { } session
            && !session.Retrieved.ContainsKey(retrieve.Token);
        Outcome outcome = Below(operation);
        if (isFirst && outcome.IsOk && Below(new Stat(operation.Result)).TryGet(Field.Size, out FieldValue size))
        {
            Below(new Truncate(operation.Result, (size.Number + 4095) & ~4095UL));
        }

        return outcome;
    }
}
