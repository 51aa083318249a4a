using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>While a file is preserved, a truncate to its present size is EPERM.</summary>
[Mutation("memfd-same-size-truncate-refused", "While a file is preserved, a truncate to its present size is EPERM.")]
[Breaks("MEMFD-06")]
internal sealed class SameSizeTruncateRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is Truncate truncate && outcome.IsOk && Handles.IsPreserved(truncate.Target)
            ? Outcome.Refused(Errno.EPERM)
            : outcome;
    }
}
