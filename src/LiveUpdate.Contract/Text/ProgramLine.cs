using System.Globalization;

namespace LiveUpdate.Contract;

/// <summary>One line of a program: an operation and, in a log or an expectation, the answer.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Recorded">The answer behind <c>-></c>, or <see langword="null"/>.</param>
public sealed record ProgramLine(Operation Operation, Outcome? Recorded = null)
{
    /// <summary>For a line of a race, the agent and when it acted; <see langword="null"/> outside of a race.</summary>
    public RaceLine? Race { get; init; }

    /// <summary>The operation with its agent before it in a race, without the answer.</summary>
    public string Question =>
        Race is null ? $"{Operation}" : string.Create(CultureInfo.InvariantCulture, $"{Race.Agent}: {Operation}");

    /// <summary>The line's text.</summary>
    public override string ToString() =>
        Race is not { Called: > 0 } race
            ? Recorded is null
                ? Question
                : $"{Question} -> {Recorded}"
            : Recorded is null
                ? string.Create(CultureInfo.InvariantCulture, $"{Question} @{race.Called}")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Question} -> {Recorded} @{race.Called}-{race.Answered}"
                );
}
