using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers where the recorded alternatives differ.</summary>
internal static class AlternativeExplanation
{
    /// <summary>The clause that an operation breaks which only alternatives have; null for other operations.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="op">The operation.</param>
    /// <param name="wanted">What was wanted.</param>
    /// <param name="got">What came.</param>
    public static ClauseId? OfVerb(ModelState state, Operation op, Outcome wanted, Outcome got)
    {
        if (wanted is { Kind: OutcomeKind.Unsupported } && op is RegisterHandler or ScriptHandler)
        {
            // Callbacks that no handler has here.
            return Clauses.D42;
        }

        Differences difference = LiveUpdateModel.DifferenceOf(op.Verb);
        if (difference == Differences.None)
        {
            return null;
        }

        if (!state.Has(difference))
        {
            // The contract that binds is one in which there is no such thing.
            return op.Verb switch
            {
                Verb.LuoEvent or Verb.LuoState => Clauses.D42,
                Verb.UnpreserveFd => Clauses.D43,
                >= Verb.KhoFinalize and <= Verb.KhoNotifierScript => Clauses.D14,
                _ => Clauses.D15,
            };
        }

        return op.Verb switch
        {
            Verb.LuoEvent or Verb.LuoState => OfEvent(state, op, wanted, got),
            Verb.UnpreserveFd when state.Has(Differences.UnpreserveOrdered) => Clauses.LuoOrder01,
            Verb.UnpreserveFd => wanted.Errno == Errno.EBUSY && state.Alternative is { Stage: not LuoStage.Normal }
                ? Clauses.LuoState03
                : Clauses.LuoState05,
            Verb.KhoFinalize or Verb.KhoAbort => NotifierExplanation.OfTrigger(state, op, wanted, got),
            >= Verb.KhoRegisterNotifier and <= Verb.KhoNotifierScript => Clauses.KhoFinal05,
            Verb.PutObject => OfPut(state, wanted),
            _ => OfTake(state, ((Contract.TakeObject)op).Name, wanted, got),
        };
    }

    /// <summary>The clause of another operation that goes wrong where an alternative differs.</summary>
    public static ClauseId? Of(Difference difference, Operation op)
    {
        ModelState state = difference.State;
        if (state.Has(Differences.FinalizeStep) && op is Contract.Reboot or Kexec)
        {
            return NotifierExplanation.OfReboot(difference);
        }

        if (state.Alternative is null || !state.Has(Differences.GlobalStates))
        {
            return null;
        }

        if (StageExplanation.Of(difference, op) is { } ofCallbacks)
        {
            return ofCallbacks;
        }

        switch (op)
        {
            case CreateSession
            or PreserveFd
            or Ioctl { Command: IoctlFrame.CreateSession or IoctlFrame.PreserveFd }
                when difference.Wanted.Errno == Errno.EBUSY && state.Alternative.Stage != LuoStage.Normal:
                return Clauses.LuoState03;
            case CreateSession
            or PreserveFd
            or Ioctl { Command: IoctlFrame.CreateSession or IoctlFrame.PreserveFd }
                when difference.Got.Errno == Errno.EBUSY && state.Alternative.Stage == LuoStage.Normal:
                // Behind a jump it takes itself for updated.
                return state.BootNumber > 0 ? Clauses.LuoState02 : Clauses.LuoState03;
            case RetrieveSession retrieve:
                return OfRetrieve(difference, retrieve.Name);
            case Ioctl { Command: IoctlFrame.RetrieveSession } ioctl:
                return OfRetrieve(difference, IoctlFrame.Name(ioctl));
            default:
                return null;
        }
    }

    private static ClauseId OfEvent(ModelState state, Operation op, Outcome wanted, Outcome got)
    {
        if (
            op is LuoEvent set
            && got.Kind != OutcomeKind.Unsupported
            && StageExplanation.OfEvent(new Difference(state, wanted, got), set) is { } ofCallbacks
        )
        {
            return ofCallbacks;
        }

        // Behind a jump normal and updated are what the kernel before has left.
        bool isBehindJump = state.BootNumber > 0 && (state.Alternative!.Stage is LuoStage.Updated or LuoStage.Normal);
        bool speaksOfIt = op is LuoState or LuoEvent { Event: EventKind.Finish or EventKind.Prepare };
        return isBehindJump && speaksOfIt ? Clauses.LuoState02 : Clauses.LuoState01;
    }

    private static ClauseId? OfRetrieve(Difference difference, ByteString field) =>
        difference.State.FindLost(field.UpToNul())?.Reason switch
        {
            LostReason.NotPrepared => Clauses.LuoState02,
            LostReason.FinishedByEvent => Clauses.LuoState04,
            _ => null,
        };

    private static bool WasRefused(ModelState state, ByteString name) =>
        state.Alternative!.Incoming.FirstOrDefault(found => found.Name.Equals(name)) is { WasRefused: true };

    private static ClauseId OfPut(ModelState state, Outcome wanted)
    {
        return state.Has(Differences.FinalizeStep)
            ? FinalizeExplanation.OfPut(state.Alternative!, wanted)
            : Clauses.KhoVers01;
    }

    private static ClauseId OfTake(ModelState state, ByteString name, Outcome wanted, Outcome got)
    {
        if (state.Has(Differences.FinalizeStep))
        {
            return FinalizeExplanation.OfTake(state.Alternative!);
        }

        return wanted.Errno switch
        {
            Errno.EOPNOTSUPP => Clauses.KhoVers02,
            Errno.ENOENT => Clauses.KhoVers03,
            _ => got.Errno == Errno.ENOENT && WasRefused(state, name) ? Clauses.KhoVers02 : Clauses.KhoVers01,
        };
    }
}
