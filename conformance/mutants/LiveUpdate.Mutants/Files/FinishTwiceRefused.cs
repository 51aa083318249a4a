using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A second FINISH of a session is EINVAL.</summary>
[Mutation("finish-twice-refused", "A second FINISH of a session is EINVAL.")]
[Breaks("LUO-FILE-10")]
internal sealed class FinishTwiceRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is FinishSession { Reserved: 0 } finish && Handles.Find(finish.Session) is { IsFinished: true }
            ? Outcome.Refused(Errno.EINVAL)
            : Below(operation);
}
