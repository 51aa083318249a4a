using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A machine that takes many operations at once and answers them in order.</summary>
public interface IPipelinedMachine : IMachine
{
    /// <summary>Does operations one after the other without waiting for each answer.</summary>
    /// <param name="operations">The operations.</param>
    /// <param name="outcomes">Where the answers go; at least as long as <paramref name="operations"/>.</param>
    /// <param name="answered">How many answers came; fewer than operations only when this ends in an exception.</param>
    /// <exception cref="ImplementationFaultException">As with <see cref="IMachine.Execute"/>.</exception>
    void ExecuteMany(ReadOnlySpan<Operation> operations, Span<Outcome> outcomes, out int answered);
}
