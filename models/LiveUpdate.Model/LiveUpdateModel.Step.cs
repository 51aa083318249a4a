using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>The way in.</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>Says what the contract allows when an operation is done in a state.</summary>
    /// <param name="state">The state; it is not changed.</param>
    /// <param name="op">The operation.</param>
    /// <param name="into">Where the alternatives go; what it held before is forgotten.</param>
    public void Step(ModelState state, Operation op, Expectation into)
    {
        into.Clear();
        into.Allow(OutcomePattern.AnyOutcome, state);
    }

    /// <summary>The clause that an answer breaks, when no alternative allows it.</summary>
    /// <param name="state">The state before the operation.</param>
    /// <param name="op">The operation.</param>
    /// <param name="expected">What <see cref="Step"/> allowed.</param>
    /// <param name="got">The answer.</param>
    /// <returns>The clause, or <see cref="ClauseId.None"/> when the contract has none that fits.</returns>
    public ClauseId Explain(ModelState state, Operation op, Expectation expected, Outcome got) => ClauseId.None;
}
