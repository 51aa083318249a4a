namespace LiveUpdate.Model;

/// <summary>
/// The abstract machine: for a state and an operation, the answers that the contract allows and the states they lead to.
/// </summary>
/// <remarks>
/// An independent statement of what observation class U can see, written from the clauses. It holds nothing but its
/// options: it may be shared by threads as long as each has an <see cref="Expectation"/> of its own.
/// </remarks>
/// <param name="options">What to take for granted.</param>
public sealed partial class LiveUpdateModel(ModelOptions options)
{
    /// <summary>What is taken for granted about the implementation.</summary>
    public ModelOptions Options { get; } = options;
}
