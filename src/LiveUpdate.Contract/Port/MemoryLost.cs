namespace LiveUpdate.Contract;

/// <summary>Memory that a kernel lost for good because of a program, as its totals tell.</summary>
/// <param name="Within">How much of what was handed over was not given back, a run, after everything of the program had ended, in KiB; 0 when nothing was.</param>
/// <param name="Kept">How much of its memory the kernel still used, a run, after everything of the program had ended, in KiB; 0 when it was no more than before.</param>
/// <param name="Across">How much the kernel behind that one lacked, a run, although nothing was handed over to it, in KiB; 0 when nothing.</param>
/// <param name="Runs">How many runs of the program the figures were measured over.</param>
public sealed record MemoryLost(double Within, double Kept, double Across, int Runs);
