using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>fallocate on a preserved file is EPERM before the range and the mode are looked at.</summary>
[Mutation(
    "memfd-freeze-before-range",
    "fallocate on a preserved file is EPERM before the range and the mode are looked at."
)]
[Breaks("MEMFD-26", "MEMFD-06")]
internal sealed class FreezeBeforeRange(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Fallocate allocate
            && outcome.Errno is Errno.EINVAL or Errno.EOPNOTSUPP
            && Handles.IsPreserved(allocate.Target)
            ? Outcome.Refused(Errno.EPERM)
            : outcome;
    }
}
