using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Closing an incoming session drops it without finishing it, so its retrieved files stay busy.</summary>
[Mutation(
    "HL-22-close-without-finish",
    "Closing an incoming session drops it without finishing it, so its retrieved files stay busy.",
    History = "HL-22"
)]
[Breaks("LUO-SESS-12")]
internal sealed class ClosedIncomingKeepsFiles(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<KnownFile> _busy = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Close close
                when Handles.Find(close.Target)
                    is { Kind: OpenKind.Incoming, IsFinished: false, Handles.Count: 1 } session:
                _busy.UnionWith(session.Retrieved.Values);
                return Below(operation);
            case PreserveFd preserve when Handles.Find(preserve.File) is { } file && _busy.Contains(file):
                Outcome outcome = Below(operation);
                return outcome.IsOk ? Outcome.Refused(Errno.EBUSY) : outcome;
            default:
                return Below(operation);
        }
    }
}
