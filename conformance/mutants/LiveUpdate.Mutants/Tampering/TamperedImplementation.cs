using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>An implementation whose machines answer through a layer that has a bug.</summary>
/// <param name="inner">The correct implementation below.</param>
/// <param name="tamper">Puts the layer around a machine.</param>
/// <param name="observes">Through what the machines can still be seen.</param>
internal sealed class TamperedImplementation(
    IImplementation inner,
    Func<IMachine, IMachine> tamper,
    ObservationClasses observes = ObservationClasses.UserInterface
) : IImplementation
{
    public string Name => inner.Name;

    public string Version => inner.Version;

    public ObservationClasses Observes => observes;

    public Features Features => inner.Features;

    public IMachine Start() => tamper(inner.Start());
}
