using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Stands in for an implementation whose answers in a race are in already, so that a saved history is judged like a live one.</summary>
/// <param name="log">A program with a race, its answers and their moments.</param>
internal sealed class RecordedRace(Program log) : IRacingImplementation
{
    /// <inheritdoc/>
    public string Name => "recorded";

    /// <inheritdoc/>
    public string Version => string.Empty;

    /// <inheritdoc/>
    public ObservationClasses Observes => ObservationClasses.UserInterface;

    /// <inheritdoc/>
    public Features Features => Features.All;

    /// <inheritdoc/>
    public IMachine Start() => StartRacing();

    /// <inheritdoc/>
    public IRacingMachine StartRacing() => new Machine(log);

    private sealed class Machine(Program log) : IRacingMachine
    {
        private readonly Queue<Outcome> _alone = new(
            log.Lines.Where(static line => line.Race is null).Select(static line => line.Recorded!)
        );

        public Outcome Execute(Operation operation) => _alone.Dequeue();

        public void Race(IReadOnlyList<RacingOperation> race, RaceSchedule schedule, RaceHistory history)
        {
            ProgramLine[] lines = [.. log.Lines.Where(static line => line.Race is not null)];
            var moments = new SortedDictionary<int, (int Index, bool IsAnswer)>();
            for (int i = 0; i < lines.Length; i++)
            {
                RaceLine line = lines[i].Race!;
                if (line.Called > 0)
                {
                    moments[line.Called] = (i, false);
                }

                if (line.Answered > 0)
                {
                    moments[line.Answered] = (i, true);
                }
            }

            foreach ((int index, bool isAnswer) in moments.Values)
            {
                if (isAnswer)
                {
                    history.Answer(index, lines[index].Recorded!);
                }
                else
                {
                    history.Call(index);
                }
            }
        }

        public void Dispose() { }
    }
}
