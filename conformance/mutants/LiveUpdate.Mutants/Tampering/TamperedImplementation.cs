using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>An implementation whose machines answer through a layer that has a bug.</summary>
/// <param name="inner">The correct implementation below.</param>
/// <param name="tamper">Puts the layer around a machine.</param>
/// <param name="observes">Through what the machines can still be seen.</param>
/// <param name="features">What they can still be asked for.</param>
internal sealed class TamperedImplementation(
    IImplementation inner,
    Func<IMachine, IMachine> tamper,
    ObservationClasses observes = ObservationClasses.UserInterface,
    Features features = Features.All & ~Features.KernelMemory
) : IImplementation
{
    public string Name => inner.Name;

    public string Version => inner.Version;

    public ObservationClasses Observes => observes;

    /// <summary>What is inside the kernel is offered only by who shows it.</summary>
    public Features Features =>
        observes.HasFlag(ObservationClasses.Kernel)
            ? inner.Features & features
            : inner.Features & features & ~(Features.Handlers | Features.HandlerQueries);

    public IMachine Start() => tamper(inner.Start());
}
