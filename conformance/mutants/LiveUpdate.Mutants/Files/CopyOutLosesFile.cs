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
        switch (operation)
        {
            case Ioctl { Command: LuoCommand.RetrieveFd, Place: ArgumentPlace.Readonly } raw
                when outcome.Errno == Errno.EFAULT
                    && RawArgument.IsReadable(raw, 16)
                    && Handles.Find(raw.Target) is { Kind: OpenKind.Incoming } session:
                _lost.Add((session, RawArgument.Token(raw)));
                return outcome;
            case RetrieveFd retrieve
                when outcome.IsOk
                    && Handles.Find(retrieve.Session) is { } session
                    && _lost.Contains((session, retrieve.Token)):
                return Withdraw(operation, Errno.ENOENT);
            default:
                return outcome;
        }
    }
}
