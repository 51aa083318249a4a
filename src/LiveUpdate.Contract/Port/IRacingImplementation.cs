namespace LiveUpdate.Contract;

/// <summary>An implementation whose machines let several agents act at once, under a schedule that can be repeated.</summary>
public interface IRacingImplementation : IImplementation
{
    /// <summary>A machine as from <see cref="IImplementation.Start"/>.</summary>
    /// <exception cref="ImplementationFaultException">The implementation could not be started.</exception>
    IRacingMachine StartRacing();
}
