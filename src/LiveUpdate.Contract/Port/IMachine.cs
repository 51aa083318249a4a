namespace LiveUpdate.Contract;

/// <summary>One machine running an implementation, for the length of one case.</summary>
public interface IMachine : IDisposable
{
    /// <summary>Does one operation and waits for its answer.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The answer; an expected refusal is an answer too.</returns>
    /// <exception cref="ImplementationFaultException">
    /// The implementation crashed, hung or broke the protocol. The machine cannot be used any more.
    /// </exception>
    Outcome Execute(Operation operation);
}
