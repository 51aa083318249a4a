using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>A place for the explanations.</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>The clause that an answer breaks, when no alternative allows it.</summary>
    /// <param name="state">The state before the operation.</param>
    /// <param name="op">The operation.</param>
    /// <param name="expected">What <see cref="Step"/> allowed.</param>
    /// <param name="got">The answer.</param>
    /// <returns>The clause, or <see cref="ClauseId.None"/> when the contract has none that fits.</returns>
    public ClauseId Explain(ModelState state, Operation op, Expectation expected, Outcome got) => ClauseId.None;
}
