using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A file whose session was closed stays busy.</summary>
[Mutation("HL-09-busy-after-close", "A file whose session was closed stays busy.", History = "HL-09")]
[Breaks("LUO-FILE-03")]
internal sealed class PreservedFileBusyForEver(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<KnownFile> _busy = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Close close when Handles.Find(close.Target) is { Kind: OpenKind.Outgoing } session:
                Outcome closed = Below(operation);
                if (session.Handles.Count == 0)
                {
                    _busy.UnionWith(session.Preserved.Select(static kept => kept.File));
                }

                return closed;
            case PreserveFd preserve
                when Handles.Find(preserve.File) is { } file
                    && _busy.Contains(file)
                    && Handles.Find(preserve.Session) is { Kind: OpenKind.Outgoing } session
                    && !session.Preserved.Exists(kept => kept.Token == preserve.Token):
                return Outcome.Refused(Errno.EBUSY);
            default:
                return Below(operation);
        }
    }
}
