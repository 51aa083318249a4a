using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>close of an incoming session that is not finished answers EBUSY.</summary>
[Mutation("session-close-refused", "close of an incoming session that is not finished answers EBUSY.")]
[Breaks("LUO-SESS-24", "LUO-SESS-12")]
internal sealed class CloseRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        bool isUnfinished =
            operation is Close close
            && Handles.Find(close.Target) is { Kind: OpenKind.Incoming, IsFinished: false, Retrieved.Count: > 0 };
        Outcome outcome = Below(operation);
        return isUnfinished && outcome.IsOk ? Outcome.Refused(Errno.EBUSY) : outcome;
    }
}
