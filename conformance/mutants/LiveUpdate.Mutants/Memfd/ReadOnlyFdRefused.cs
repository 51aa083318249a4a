using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD of a descriptor that is open for reading only is EACCES.</summary>
[Mutation("memfd-read-only-fd-refused", "PRESERVE_FD of a descriptor that is open for reading only is EACCES.")]
[Breaks("MEMFD-19", "MEMFD-01")]
internal sealed class ReadOnlyFdRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.CanPreserve(preserve)
        && Handles.Find(preserve.File) is { ReopenFlags: 0 }
            ? Outcome.Refused(Errno.EACCES)
            : Below(operation);
}
