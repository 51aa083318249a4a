using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A file that was retrieved stays busy when its session is finished.</summary>
[Mutation(
    "HL-09-busy-after-finish",
    "A file that was retrieved stays busy when its session is finished.",
    History = "HL-09"
)]
[Breaks("LUO-FILE-13")]
internal sealed class FinishedFileBusyForEver(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.Find(preserve.File) is { Kind: OpenKind.Retrieved }
        && Handles.Find(preserve.Session) is { Kind: OpenKind.Outgoing } session
        && !session.Preserved.Exists(kept => kept.Token == preserve.Token)
            ? Outcome.Refused(Errno.EBUSY)
            : Below(operation);
}
