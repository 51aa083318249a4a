using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A file that has come through two kexecs stands at its beginning.</summary>
[Mutation("memfd-second-generation-rewound", "A file that has come through two kexecs stands at its beginning.")]
[Breaks("MEMFD-17", "MEMFD-04")]
internal sealed class SecondGenerationRewound(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        bool isFirst =
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { } session
            && !session.Retrieved.ContainsKey(retrieve.Token);
        Outcome outcome = Below(operation);
        if (isFirst && outcome.IsOk && Handles.Find(operation.Result) is { Age: > 1 })
        {
            Below(new Seek(operation.Result, 0));
        }

        return outcome;
    }
}
