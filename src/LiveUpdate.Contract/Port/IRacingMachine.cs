namespace LiveUpdate.Contract;

/// <summary>A machine on which several agents can act at once: threads of one process, which share its descriptors and handles.</summary>
public interface IRacingMachine : IMachine
{
    /// <summary>Does the operations of a race, and comes back when every agent is done, or a jump has ended all of them.</summary>
    /// <remarks>
    /// Each agent does its own operations in their order; across agents the schedule decides. The same race on a machine in
    /// the same state with the same schedule has the same history.
    /// </remarks>
    /// <param name="race">The operations, in the order of the program's lines.</param>
    /// <param name="schedule">Who runs when.</param>
    /// <param name="history">Where to note what happens, as it happens.</param>
    /// <exception cref="ImplementationFaultException">
    /// The implementation crashed or hung: no agent could go on. The machine cannot be used any more.
    /// </exception>
    void Race(IReadOnlyList<RacingOperation> race, RaceSchedule schedule, RaceHistory history);
}
