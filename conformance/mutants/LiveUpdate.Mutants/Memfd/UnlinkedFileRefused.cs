using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD takes memfds only: a tmpfs file without a name is ENOENT.</summary>
[Mutation("memfd-unlinked-refused", "PRESERVE_FD takes memfds only: a tmpfs file without a name is ENOENT.")]
[Breaks("MEMFD-01")]
internal sealed class UnlinkedFileRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.CanPreserve(preserve)
        && Handles.Find(preserve.File) is { Origin: CreateTmpfile { Linked: 0 } }
            ? Outcome.Refused(Errno.ENOENT)
            : Below(operation);
}
