using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD looks for a handler before it looks at the token: ENOENT comes before EEXIST.</summary>
[Mutation(
    "preserve-handler-before-token",
    "PRESERVE_FD looks for a handler before it looks at the token: ENOENT comes before EEXIST."
)]
[Breaks("LUO-FILE-01")]
internal sealed class HandlerBeforeToken(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is PreserveFd preserve
            && outcome.Errno == Errno.EEXIST
            && Handles.KindOf(preserve.File)
                is OpenKind.Special
                    or OpenKind.Device
                    or OpenKind.Outgoing
                    or OpenKind.Incoming
            ? Outcome.Refused(Errno.ENOENT)
            : outcome;
    }
}
