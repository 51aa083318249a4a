namespace LiveUpdate.Contract;

/// <summary>An implementation that cannot say of each page whose it is, but whose totals of memory can be compared.</summary>
public interface ILossMeter
{
    /// <summary>Runs a program so often that even a few pages a run stand out, and compares the totals before and after.</summary>
    /// <param name="program">The program.</param>
    /// <returns>The answers to one of the runs, and what was lost; <see langword="null"/> when it could not be measured.</returns>
    BatchAnswer? MeasureLoss(Program program);

    /// <summary>Measures again what programs lost that shared a boot, and looks for the fewest of them that still do.</summary>
    /// <param name="suspects">The programs.</param>
    /// <returns>
    /// Who lost memory, and how much; <see langword="null"/> when nothing is lost any more, so that the first measurement
    /// proves nothing.
    /// </returns>
    FoundLoss? FindLoss(IReadOnlyList<Program> suspects);
}
