using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD accepts an eventfd.</summary>
[Mutation("preserve-eventfd-accepted", "PRESERVE_FD accepts an eventfd.")]
[Breaks("LUO-FILE-22", "LUO-FILE-01", "MEMFD-01")]
internal sealed class SpecialFileAccepted(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is PreserveFd preserve
            && outcome.Errno == Errno.ENOENT
            && Handles.Find(preserve.File) is { Origin: CreateSpecial { Kind: SpecialKind.Eventfd } }
            ? Outcome.Ok
            : outcome;
    }
}
