namespace LiveUpdate.Contract;

/// <summary>An implementation that cannot say of each page whose it is, but whose totals of memory can be compared.</summary>
public interface ILossMeter
{
    /// <summary>Runs a program so often that even a few pages a run stand out, and compares the totals before and after.</summary>
    /// <param name="program">The program.</param>
    /// <returns>The answers to one of the runs, and what was lost; <see langword="null"/> when it could not be measured.</returns>
    BatchAnswer? MeasureLoss(Program program);

    /// <summary>Looks for one program that loses memory among those that shared a boot on which some was lost.</summary>
    /// <param name="suspects">The programs.</param>
    /// <returns>Its place among them with what <see cref="MeasureLoss"/> says of it; <see langword="null"/> when none does it by itself.</returns>
    (int Index, BatchAnswer Answer)? FindLoss(IReadOnlyList<Program> suspects);
}
