using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Retrieving a file again opens it anew, with a position of its own.</summary>
[Mutation("retrieve-again-opens-anew", "Retrieving a file again opens it anew, with a position of its own.")]
[Breaks("LUO-FILE-08", "MEMFD-04")]
internal sealed class RetrieveAgainOpensAnew(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<KnownFile> _anew = [];

    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is RetrieveFd retrieve
            && Handles.Find(retrieve.Session) is { Kind: OpenKind.Incoming, IsFinished: false } session
            && session.Retrieved.TryGetValue(retrieve.Token, out KnownFile? file)
            && file.Handles.Count > 0
        )
        {
            Outcome outcomeOfSame = Below(operation);
            if (!outcomeOfSame.IsOk)
            {
                return outcomeOfSame;
            }

            Below(new Close(operation.Result));
            Outcome opened = Below(new Reopen(operation.Result, file.Handles[0]));
            if (opened.IsOk)
            {
                _anew.Add(Handles.Find(operation.Result)!);
            }

            return opened;
        }

        Outcome outcome = Below(operation);
        return operation is GetFlags flags && Handles.Find(flags.Target) is { } asked && _anew.Contains(asked)
            ? Change(outcome, Field.Descriptor, static _ => 1)
            : outcome;
    }
}
