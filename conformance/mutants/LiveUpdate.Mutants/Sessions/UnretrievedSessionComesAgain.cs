using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session that the next kernel never retrieved is handed on to the kernel after it.</summary>
[Mutation(
    "session-unretrieved-comes-again",
    "A session that the next kernel never retrieved is handed on to the kernel after it."
)]
[Breaks("LUO-SESS-06", "KHO-REST-05")]
internal sealed class UnretrievedSessionComesAgain(IMachine inner) : TamperedMachine(inner)
{
    private HashSet<ByteString> _stale = [];
    private HashSet<ByteString> _waiting = [];

    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case Kexec or Reboot when outcome.IsOk:
                _stale = _waiting;
                _waiting = [.. Handles.HandedOver.Select(static session => session.Name)];
                return outcome;
            case ColdBoot:
                _stale = [];
                _waiting = [];
                return outcome;
            case RetrieveSession retrieve when outcome.IsOk:
                _waiting.Remove(retrieve.Name.UpToNul());
                return outcome;
            case RetrieveSession retrieve when outcome.Errno == Errno.ENOENT && _stale.Remove(retrieve.Name.UpToNul()):
                return Below(new CreateSession(retrieve.Result, retrieve.Device, retrieve.Name));
            default:
                return outcome;
        }
    }
}
