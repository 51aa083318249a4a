using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD accepts a tmpfs file that still has its name.</summary>
[Mutation("memfd-linked-accepted", "PRESERVE_FD accepts a tmpfs file that still has its name.")]
[Breaks("MEMFD-01")]
internal sealed class LinkedFileAccepted(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is PreserveFd preserve
            && outcome.Errno == Errno.ENOENT
            && Handles.Find(preserve.File) is { Origin: CreateTmpfile { Linked: 1 } }
            ? Outcome.Ok
            : outcome;
    }
}
