using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>FINISH looks at the reserved field too late: it refuses, and has finished.</summary>
[Mutation("finish-reserved-finishes", "FINISH looks at the reserved field too late: it refuses, and has finished.")]
[Breaks("LUO-FILE-11")]
internal sealed class FinishReservedFinishes(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        if (
            operation is FinishSession { Reserved: not 0 } finish
            && Handles.KindOf(finish.Session) == OpenKind.Incoming
            && outcome.Errno == Errno.EINVAL
        )
        {
            Below(finish with { Reserved = 0 });
        }

        return outcome;
    }
}
