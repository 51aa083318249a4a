namespace LiveUpdate.Contract;

/// <summary>
/// An implementation for which starting a machine is dear, and which therefore runs many programs side by side on one:
/// their kexecs are lined up, and everything else each of them does is done as if it were alone.
/// </summary>
/// <remarks>
/// Programs may use the same session names: the implementation keeps them apart, and shows each program its own.
/// </remarks>
public interface IBatchImplementation : IImplementation
{
    /// <summary>Runs the programs, each to its end or its first fault, on as many machines as that takes.</summary>
    /// <param name="programs">The programs.</param>
    /// <param name="cancellation">Ends the batch early, without answers.</param>
    /// <returns>What came back from each, in the order of the programs.</returns>
    /// <exception cref="ImplementationFaultException">No machine could be started.</exception>
    /// <exception cref="OperationCanceledException">The batch was ended early.</exception>
    IReadOnlyList<BatchAnswer> RunBatch(IReadOnlyList<Program> programs, CancellationToken cancellation = default);
}
