using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_FD whose copy-out fails has used the file up.</summary>
[Mutation("retrieve-copy-out-loses-file", "RETRIEVE_FD whose copy-out fails has used the file up.")]
[Breaks("LUO-FILE-20", "LUO-FILE-08")]
internal sealed class CopyOutLosesFile(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<(KnownFile Session, ulong Token)> _lost = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        (Handle handle, ulong token) = UnheardCommand.FileOf(operation);
        if (Handles.Find(handle) is not { Kind: OpenKind.Incoming } session)
        {
            return outcome;
        }

        if (UnheardCommand.Of(operation, outcome) == LuoCommand.RetrieveFd)
        {
            _lost.Add((session, token));
        }

        return operation is RetrieveFd && outcome.IsOk && _lost.Contains((session, token))
            ? Withdraw(operation, Errno.ENOENT)
            : outcome;
    }
}
