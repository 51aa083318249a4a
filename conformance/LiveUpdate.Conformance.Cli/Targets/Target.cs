using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The implementation that a command judges, and how to name it again on a command line.</summary>
/// <param name="Implementation">The implementation.</param>
/// <param name="Arguments">The arguments that select it, empty for the reference.</param>
public sealed record Target(IImplementation Implementation, string Arguments) : IDisposable
{
    /// <summary>
    /// How long a program may take on foreign code in this process, which may crash or never come back, so that programs are
    /// kept before they run; <see langword="null"/> for everything else.
    /// </summary>
    public TimeSpan? ProgramLimit { get; init; }

    /// <summary>What the model takes for granted about the implementation.</summary>
    public ModelOptions Model { get; init; } = ModelOptions.Default;

    /// <summary>Makes who judges its handover images, where it shows them.</summary>
    public Func<IImageJudge> ImageJudge { get; init; } = Conformance.ImageJudge.Create;

    /// <summary>The arguments of a command that replays a program: those that select the implementation, and the profile.</summary>
    public string ReplayArguments { get; init; } = Arguments;

    /// <summary>Name and version.</summary>
    public string Title => $"{Implementation.Name} {Implementation.Version}".TrimEnd();

    /// <summary>The command that replays a program on this target.</summary>
    /// <param name="file">The program's file, or <see langword="null"/> when it was not written.</param>
    public string ReplayCommand(string? file) =>
        $"luoconf replay {Quote(file ?? "PROGRAM.luo")}{(ReplayArguments.Length == 0 ? string.Empty : " " + ReplayArguments)}";

    /// <summary>Whether plantings run without being asked for; where each costs a boot they do not.</summary>
    public bool PlantsByDefault { get; init; } = true;

    /// <summary>The command that does a planting again on this target.</summary>
    /// <param name="id">The planting's id.</param>
    public string PlantCommand(string id) =>
        $"luoconf plant --id {id}{(ReplayArguments.Length == 0 ? string.Empty : " " + ReplayArguments)}";

    /// <inheritdoc/>
    public void Dispose() => (Implementation as IDisposable)?.Dispose();

    /// <summary>An argument as a POSIX shell reads it back.</summary>
    /// <param name="argument">The argument.</param>
    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(static c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
