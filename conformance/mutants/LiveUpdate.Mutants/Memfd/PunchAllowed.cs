using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>While a file is preserved, holes can be punched into it.</summary>
[Mutation("memfd-punch-allowed", "While a file is preserved, holes can be punched into it.")]
[Breaks("MEMFD-06")]
internal sealed class PunchAllowed(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Fallocate { Mode: 3 } punch
            && outcome.Errno == Errno.EPERM
            && Handles.IsPreserved(punch.Target)
            ? Outcome.Ok
            : outcome;
    }
}
