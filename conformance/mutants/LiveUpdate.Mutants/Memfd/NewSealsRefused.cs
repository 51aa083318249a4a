using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A retrieved file takes no new seals.</summary>
[Mutation("memfd-new-seals-refused", "A retrieved file takes no new seals.")]
[Breaks("MEMFD-28", "MEMFD-10")]
internal sealed class NewSealsRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is AddSeals { Seals: > 0 and < 0x40 } seals
            && Handles.Find(seals.Target) is { Kind: OpenKind.Retrieved, ReopenFlags: 2 }
        )
        {
            return Outcome.Refused(Errno.EPERM);
        }

        return Below(operation);
    }
}
