using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Pages that were allocated beyond the size are carried over too.</summary>
[Mutation("memfd-pages-beyond-size-carried", "Pages that were allocated beyond the size are carried over too.")]
[Breaks("MEMFD-21", "MEMFD-13", "MEMFD-20", "MEMFD-03")]
internal sealed class PagesBeyondSizeCarried(IMachine inner) : TamperedMachine(inner)
{
    private readonly Dictionary<KnownFile, ulong> _blocks = [];

    protected override Outcome Answer(Operation operation)
    {
        bool isFirst =
            operation is RetrieveFd first
            && Handles.Find(first.Session) is { } known
            && !known.Retrieved.ContainsKey(first.Token);
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case PreserveFd preserve
                when outcome.IsOk && Below(new Stat(preserve.File)).TryGet(Field.Blocks, out FieldValue blocks):
                _blocks[Handles.Find(preserve.File)!] = blocks.Number;
                return outcome;
            case RetrieveFd retrieve
                when isFirst
                    && outcome.IsOk
                    && Handles.Find(retrieve.Session)!.Preserved.Find(kept => kept.Token == retrieve.Token).File
                        is { } file
                    && _blocks.TryGetValue(file, out ulong had):
                Below(new Fallocate(operation.Result, 1, 0, had * 512));
                return outcome;
            default:
                return outcome;
        }
    }
}
