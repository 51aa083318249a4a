namespace LiveUpdate.Contract;

/// <summary>An implementation of Linux live update, as the suite sees it: something that can start machines.</summary>
/// <remarks>Starting must be possible from several threads; each machine is used by one thread at a time.</remarks>
public interface IImplementation
{
    /// <summary>What it calls itself, such as <c>reference</c> or <c>linux</c>.</summary>
    string Name { get; }

    /// <summary>Its version, such as <c>7.3.4</c>.</summary>
    string Version { get; }

    /// <summary>Through what it can be observed.</summary>
    ObservationClasses Observes { get; }

    /// <summary>Which optional parts of the user interface it has.</summary>
    Features Features { get; }

    /// <summary>A machine that has just booted cold with KHO and LUO on, with one agent that has nothing open.</summary>
    /// <exception cref="ImplementationFaultException">The implementation could not be started.</exception>
    IMachine Start();
}
