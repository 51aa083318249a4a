using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An implementation whose bug needs several agents at once; nothing but the user interface can be seen of it.</summary>
/// <param name="inner">The reference with wrong parts.</param>
internal sealed class RacingMutant(ReferenceImplementation inner) : IRacingImplementation
{
    public string Name => inner.Name;

    public string Version => inner.Version;

    public ObservationClasses Observes => ObservationClasses.UserInterface;

    public Features Features => inner.Features;

    public IMachine Start() => StartRacing();

    public IRacingMachine StartRacing() => new Machine(inner.StartRacing());

    private sealed class Machine(IRacingMachine inner) : IRacingMachine
    {
        public Outcome Execute(Operation operation) => inner.Execute(operation);

        public void Race(IReadOnlyList<RacingOperation> race, RaceSchedule schedule, RaceHistory history) =>
            inner.Race(race, schedule, history);

        public void Dispose() => inner.Dispose();
    }
}
