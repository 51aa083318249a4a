using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A command that fails because of what it is asked for has already written its fd field.</summary>
[Mutation(
    "ioctl-failure-touches-argument",
    "A command that fails because of what it is asked for has already written its fd field."
)]
[Breaks("LUO-IOC-04")]
internal sealed class FailureTouchesArgument(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Place: ArgumentPlace.Mapped }
            && outcome.Errno is Errno.EEXIST or Errno.ENOENT or Errno.EBUSY
            ? Change(outcome, Field.Touched, static _ => 1)
            : outcome;
    }
}
