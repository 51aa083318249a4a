using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>
/// The end of a LUO command, where its argument is written back to the caller. An injected fault counts these; unlike those of
/// allocations it is known which one it hits.
/// </content>
public sealed partial class LiveUpdateModel
{
    private static readonly Outcome s_notWritten = Outcome.Refused(
        Errno.EFAULT,
        [new FieldValue(Field.Injected, ByteString.Of("copyout"))]
    );

    /// <summary>Whether the next argument that is written back is the one that an injected fault keeps from it.</summary>
    private static bool FailsToCopyOut(ModelState state) => state.Faults is { CopyOut: 1 };

    /// <summary>What a command answers: its error, or what it has done when it comes to writing its argument back.</summary>
    private static void Answer(Operation op, Errno errno, Outcome done, ModelState next, Expectation into)
    {
        if (errno != Errno.None)
        {
            into.Refuse(errno, next);
        }
        else if (FailsToCopyOut(next))
        {
            FailToCopyOut(op, next, into);
        }
        else
        {
            into.Allow(done, CopiedOut(next));
        }
    }

    private static void FailToCopyOut(Operation op, ModelState next, Expectation into) =>
        into.Allow(OutcomePattern.Exactly(s_notWritten).DespiteFault(), Spent(next, TraceOfCopyOut(op)));

    /// <summary>One argument has been written back, or could not be for another reason: one less before the injected fault.</summary>
    private static ModelState CopiedOut(ModelState next)
    {
        if (next.Faults is not { CopyOut: > 1 } faults)
        {
            return next;
        }

        ModelState counted = next.Copy();
        counted.Faults = faults with { CopyOut = faults.CopyOut - 1 };
        return counted;
    }

    /// <summary>Where it is open what a command does, it is open too whether it has written anything back.</summary>
    private static void AllowUnseenCopyOut(Operation op, Expectation into)
    {
        if (op.Verb is not ((>= Verb.CreateSession and <= Verb.GetName) or Verb.Ioctl))
        {
            return;
        }

        int usual = into.Count;
        for (int i = 0; i < usual; i++)
        {
            ModelState next = into[i].Next;
            if (into[i].Pattern.Kind != PatternKind.AnyOutcome || next.Faults is not { CopyOut: > 0 })
            {
                continue;
            }

            if (FailsToCopyOut(next))
            {
                into.Allow(OutcomePattern.AnyOutcome.DespiteFault(), Spent(next, TraceOfCopyOut(op)));
            }
            else
            {
                into.Allow(OutcomePattern.AnyOutcome, CopiedOut(next));
            }
        }
    }

    private static FaultTraces TraceOfCopyOut(Operation op) =>
        (op as Ioctl)?.Command switch
        {
            IoctlFrame.PreserveFd => FaultTraces.Preserve,
            null when op.Verb == Verb.PreserveFd => FaultTraces.Preserve,
            IoctlFrame.Finish => FaultTraces.End,
            null when op.Verb == Verb.Finish => FaultTraces.End,
            _ => FaultTraces.CopyOut,
        };
}
