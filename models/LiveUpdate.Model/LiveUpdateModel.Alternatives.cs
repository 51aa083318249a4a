using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>The operations that only the recorded alternatives have.</content>
public sealed partial class LiveUpdateModel
{
    private const Differences WithState =
        Differences.GlobalStates | Differences.FinalizeStep | Differences.SeveralVersions;

    private static readonly Outcome s_unsupported = Outcome.Unsupported;

    /// <summary>The difference that an operation belongs to; none for those of Linux.</summary>
    /// <param name="verb">The operation.</param>
    public static Differences DifferenceOf(Verb verb) =>
        verb switch
        {
            Verb.LuoEvent or Verb.LuoState => Differences.GlobalStates,
            Verb.UnpreserveFd => Differences.UnpreserveOne | Differences.UnpreserveOrdered,
            >= Verb.KhoFinalize and <= Verb.KhoNotifierScript => Differences.FinalizeStep,
            Verb.PutObject or Verb.TakeObject => Differences.FinalizeStep | Differences.SeveralVersions,
            _ => Differences.None,
        };

    /// <summary>Whether an implementation must have an operation, so that it cannot answer <c>unsupported</c>.</summary>
    /// <param name="verb">The operation.</param>
    public bool Demands(Verb verb) =>
        Options.Profile.Differences != Differences.None && Options.Profile.Has(DifferenceOf(verb));

    private static void Alternative(ModelState state, Operation op, Expectation into)
    {
        if (!state.Has(DifferenceOf(op.Verb)))
        {
            // It stands for something that this contract does not have.
            into.Allow(s_unsupported, state);
            return;
        }

        switch (op)
        {
            case LuoEvent set:
                Event(state, set, into);
                break;
            case LuoState ask:
                Stage(state, ask, into);
                break;
            case UnpreserveFd unpreserve:
                Unpreserve(state, unpreserve, into);
                break;
            case KhoFinalize:
                FinalizeKho(state, into);
                break;
            case KhoAbort:
                AbortKho(state, into);
                break;
            case RegisterNotifier or UnregisterNotifier or ScriptNotifier:
                Notifier(state, op, into);
                break;
            case Contract.PutObject put:
                PutObject(state, put, into);
                break;
            case Contract.TakeObject take:
                TakeObject(state, take, into);
                break;
        }
    }

    /// <summary>What an alternative keeps in a kernel that has just booted cold, or <see langword="null"/> for Linux.</summary>
    private static AlternativeState? InitialAlternative(Differences differences) =>
        (differences & WithState) == Differences.None ? null : AlternativeState.Initial;

    /// <summary>Whether a jump hands anything over at all.</summary>
    private static bool IsTriggered(ModelState state) =>
        !state.Has(Differences.FinalizeStep) || state.IsLuoEnabled || state.Alternative!.IsFinalized;

    /// <summary>Whether a jump hands sessions over.</summary>
    private static bool HandsSessionsOver(ModelState state) =>
        !state.Has(Differences.GlobalStates) || state.Alternative!.Stage is LuoStage.Prepared or LuoStage.Frozen;

    /// <summary>What an alternative keeps in the next kernel.</summary>
    /// <param name="state">The state before the jump.</param>
    /// <param name="next">The next kernel's.</param>
    /// <param name="wouldCarry">Whether image and KHO are such that something can be handed over.</param>
    private static AlternativeState CrossAlternative(ModelState state, ModelState next, bool wouldCarry)
    {
        AlternativeState before = state.Alternative!;
        bool carries = wouldCarry && IsTriggered(state);
        bool updates = carries && state.IsLuoEnabled && next.IsLuoEnabled && HandsSessionsOver(state);
        return new AlternativeState
        {
            Stage = updates && state.Has(Differences.GlobalStates) ? LuoStage.Updated : LuoStage.Normal,
            Incoming = carries ? before.Outgoing : [],
            FateBefore = wouldCarry && !state.IsLuoEnabled && state.Has(Differences.FinalizeStep) ? before.Fate : null,
        };
    }
}
