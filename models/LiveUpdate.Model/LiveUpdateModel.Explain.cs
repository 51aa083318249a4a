using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Which clause a wrong answer breaks.</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>The clause that an answer breaks, when no alternative allows it.</summary>
    /// <remarks>
    /// The most telling clause for what has gone before: a session that is missing breaks LUO-SESS-04, but LUO-SESS-09 when the
    /// image held more than one block of them. It is slow compared to <see cref="Step"/>.
    /// </remarks>
    /// <param name="state">The state before the operation.</param>
    /// <param name="op">The operation.</param>
    /// <param name="expected">What <see cref="Step"/> allowed.</param>
    /// <param name="got">The answer.</param>
    /// <returns>The clause; <see cref="ClauseId.None"/> when the implementation said that it has no such operation.</returns>
    public ClauseId Explain(ModelState state, Operation op, Expectation expected, Outcome got)
    {
        if (
            expected.Count > 0
            && AlternativeExplanation.OfVerb(state, op, expected[0].Pattern.Outcome!, got) is { } alternative
        )
        {
            return alternative;
        }

        if (got.Kind == OutcomeKind.Unsupported || expected.Count == 0)
        {
            return ClauseId.None;
        }

        ClauseId clause = OfLiveUpdate(state, op, expected, got);
        return clause == ClauseId.None ? OrdinaryCalls.Of(op.Verb) : clause;
    }

    /// <summary>The clause of live update that is broken, or none when an ordinary call went wrong.</summary>
    private static ClauseId OfLiveUpdate(ModelState state, Operation op, Expectation expected, Outcome got)
    {
        Outcome? wanted = expected[0].Pattern.Outcome;
        if (wanted is null || wanted.Errno == Errno.EALREADY)
        {
            return ClauseId.None;
        }

        if (FeatureNeeds.IsOfKernelMemory(op.Verb))
        {
            if (FinalizeExplanation.Of(state, op, wanted, got) is { } ofFinalize)
            {
                return ofFinalize;
            }

            ClauseId ofFault = state.Faults is null
                ? ClauseId.None
                : FaultExplanation.Of(new Difference(state, wanted, got), op);
            return ofFault == ClauseId.None ? ProbeExplanation.Of(state, op, wanted, got) : ofFault;
        }

        var difference = new Difference(state, wanted, got);
        if (state.Differences != Differences.None && ProfileExplanation.Of(difference, op) is { } ofProfile)
        {
            return ofProfile;
        }

        if (difference.OfDeadSession(op) is var dead && dead != ClauseId.None)
        {
            return dead;
        }

        if (state.Faults is not null && FaultExplanation.Of(difference, op) is var fault && fault != ClauseId.None)
        {
            return fault;
        }

        if (state.Kernel is not null || op.Verb is >= Verb.HandlerRegister and <= Verb.FlbPutIncoming)
        {
            ClauseId inside = KernelExplanation.Of(difference, op);
            if (inside != ClauseId.None)
            {
                return FinishOnCloseExplanation.Instead(state, inside);
            }
        }

        if (difference.OfBoot(op) is { } boot)
        {
            return boot;
        }

        return op switch
        {
            OpenDevice => DeviceExplanation.Open(difference),
            CreateSession create => SessionExplanation.Create(difference, create.Device, create.Name),
            RetrieveSession retrieve => SessionExplanation.Retrieve(difference, retrieve.Device, retrieve.Name),
            PreserveFd preserve => SessionFileExplanation.Preserve(
                difference,
                preserve.Session,
                state.OpenFileOf(preserve.File),
                preserve.Token
            ),
            RetrieveFd retrieve => SessionFileExplanation.Retrieve(difference, retrieve.Session, retrieve.Token),
            FinishSession finish => SessionFileExplanation.Finish(difference, finish.Session),
            GetName name => SessionExplanation.Name(difference, name.Session),
            Ioctl ioctl => RawExplanation.Of(difference, ioctl),
            Load or Unload or Contract.Reboot or Kexec or Contract.ColdBoot => BootExplanation.Of(difference, op),
            CountFds => Clauses.LuoIoc05,
            Close or Dup or GetFlags or Readlink or Die => DescriptorExplanation.Of(difference, op),
            _ => FileExplanation.Of(difference, op),
        };
    }
}
