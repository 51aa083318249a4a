using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH discards files by their token, also those of other sessions.</summary>
[Mutation("finish-by-token", "FINISH discards files by their token, also those of other sessions.")]
[Breaks("LUO-FILE-28", "LUO-FILE-02", "LUO-FILE-06", "MEMFD-18")]
internal sealed class FinishReachesOtherSessions(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ulong> _discarded = [];

    protected override Outcome Answer(Operation operation)
    {
        KnownFile? session = operation is FinishSession finish ? Handles.Find(finish.Session) : null;
        Outcome outcome = Below(operation);
        if (session is { Kind: OpenKind.Incoming } && outcome.IsOk)
        {
            _discarded.UnionWith(session.Preserved.Select(static kept => kept.Token));
        }

        if (operation is Kexec or Reboot or ColdBoot && outcome.IsOk)
        {
            _discarded.Clear();
        }

        return operation is RetrieveFd retrieve && outcome.IsOk && _discarded.Contains(retrieve.Token)
            ? Withdraw(operation, Errno.ENOENT)
            : outcome;
    }
}
