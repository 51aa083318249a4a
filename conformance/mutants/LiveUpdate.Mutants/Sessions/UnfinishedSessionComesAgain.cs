using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session that was retrieved and neither finished nor closed is handed on to the kernel after.</summary>
[Mutation(
    "session-unfinished-comes-again",
    "A session that was retrieved and neither finished nor closed is handed on to the kernel after."
)]
[Breaks("LUO-SESS-06", "KHO-REST-05")]
internal sealed class UnfinishedSessionComesAgain(IMachine inner) : TamperedMachine(inner)
{
    private HashSet<ByteString> _stale = [];

    protected override Outcome Answer(Operation operation)
    {
        List<ByteString> open =
        [
            .. Handles
                .Files.Where(static file => file is { Kind: OpenKind.Incoming, IsFinished: false })
                .Select(static session => session.Name),
        ];
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case Kexec or Reboot when outcome.IsOk:
                _stale = [.. open];
                return outcome;
            case ColdBoot:
                _stale = [];
                return outcome;
            case RetrieveSession retrieve when outcome.Errno == Errno.ENOENT && _stale.Remove(retrieve.Name.UpToNul()):
                return Below(new CreateSession(retrieve.Result, retrieve.Device, retrieve.Name));
            default:
                return outcome;
        }
    }
}
