using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION answers EINVAL for a session that was retrieved and closed, as if it were still there.</summary>
[Mutation(
    "session-gone-einval",
    "RETRIEVE_SESSION answers EINVAL for a session that was retrieved and closed, as if it were still there."
)]
[Breaks("LUO-SESS-05", "LUO-SESS-12")]
internal sealed class GoneSessionAnswersEinval(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _gone = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Close close when Handles.Find(close.Target) is { Kind: OpenKind.Incoming } session:
                Outcome closed = Below(operation);
                if (session.Handles.Count == 0)
                {
                    _gone.Add(session.Name);
                }

                return closed;
            case RetrieveSession retrieve when _gone.Contains(retrieve.Name.UpToNul()):
                Outcome outcome = Below(operation);
                return outcome.Errno == Errno.ENOENT ? Outcome.Refused(Errno.EINVAL) : outcome;
            case Kexec or Reboot or ColdBoot:
                Outcome booted = Below(operation);
                if (booted.IsOk)
                {
                    _gone.Clear();
                }

                return booted;
            default:
                return Below(operation);
        }
    }
}
