using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A refused PRESERVE_FD leaves its token taken.</summary>
[Mutation("HL-30-failed-preserve-keeps-token", "A refused PRESERVE_FD leaves its token taken.", History = "HL-30")]
[Breaks("LUO-FILE-04")]
internal sealed class FailedPreserveKeepsToken(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<(KnownFile Session, ulong Token)> _taken = [];

    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is not PreserveFd preserve
            || Handles.Find(preserve.Session) is not { Kind: OpenKind.Outgoing } session
        )
        {
            return Below(operation);
        }

        if (_taken.Contains((session, preserve.Token)))
        {
            return Outcome.Refused(Errno.EEXIST);
        }

        Outcome outcome = Below(operation);
        if (!outcome.IsOk)
        {
            _taken.Add((session, preserve.Token));
        }

        return outcome;
    }
}
