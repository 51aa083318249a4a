namespace LiveUpdate.Reference;

/// <summary>Ends the agents that were in the middle of something when the machine jumped: they never come back from it.</summary>
internal sealed class RaceAbandonedException : Exception;
