using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a finalize step does to the verbs that change the set which is handed over (D1.3).</summary>
internal static class FinalizedSet
{
    /// <summary>Whether the set is finalized by hand, so that it does not change any more.</summary>
    /// <param name="state">The state.</param>
    public static bool IsClosed(ModelState state) => state.Alternative is { IsFinalized: true };

    /// <summary>Refuses to put something into a set that is finalized (KHO-FINAL-01).</summary>
    /// <returns>Whether it was refused.</returns>
    public static bool RefusesAdding(ModelState state, Expectation into) => Refuses(state, Clauses.KhoFinal01, into);

    /// <summary>Refuses to take something out of a set that is finalized (KHO-FINAL-04).</summary>
    /// <returns>Whether it was refused.</returns>
    public static bool RefusesTaking(ModelState state, Expectation into) => Refuses(state, Clauses.KhoFinal04, into);

    /// <summary>Notes what a question for something that came in shows of the finalize step of the kernel before.</summary>
    public static void ExerciseArrival(ModelState state, Expectation into)
    {
        if (state.Alternative?.FateBefore is not { } fate)
        {
            return;
        }

        into.Exercise(Clauses.KhoFinal02);
        if (fate is FinalizeFate.Failed or FinalizeFate.StillFinalized)
        {
            into.Exercise(fate == FinalizeFate.Failed ? Clauses.KhoFinal06 : Clauses.KhoFinal07);
        }
    }

    private static bool Refuses(ModelState state, ClauseId clause, Expectation into)
    {
        if (state.Alternative is not { } alternative)
        {
            return false;
        }

        if (alternative.IsFinalized || alternative.Fate is FinalizeFate.Aborted)
        {
            into.Exercise(clause);
        }

        if (alternative.Fate is FinalizeFate.StillFinalized)
        {
            into.Exercise(Clauses.KhoFinal07);
        }

        if (alternative.IsFinalized)
        {
            // The tracker is looked at next, and must be as it was.
            into.Refuse(
                Errno.EBUSY,
                state.KernelMemory is { } memory ? KernelMemoryStep.With(state, memory.Noting(clause)) : state
            );
        }

        return alternative.IsFinalized;
    }
}
