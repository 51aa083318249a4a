using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD looks whether the file is preserved before it looks at the token: EBUSY comes before EEXIST.</summary>
[Mutation(
    "preserve-busy-before-token",
    "PRESERVE_FD looks whether the file is preserved before it looks at the token: EBUSY comes before EEXIST."
)]
[Breaks("LUO-FILE-01")]
internal sealed class BusyBeforeToken(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is PreserveFd preserve
            && outcome.Errno == Errno.EEXIST
            && Handles.Find(preserve.File) is { } file
            && Handles.Outgoing.Any(session => session.Preserved.Exists(kept => kept.File == file))
            ? Outcome.Refused(Errno.EBUSY)
            : outcome;
    }
}
